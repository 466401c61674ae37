package io.amsphub.connectors.erp.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.erp.ErpHttp;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.exchange.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP to one ERP: its base address, its headers, its pages. Goes nowhere else. Thread-safe. */
final class RestClient {

    static final int CONFLICT = 409;
    static final int STALE = 412;
    private static final int MOST_PAGES = 10_000;
    private static final Set<Integer> NOT_LET_IN = Set.of(401, 403);

    private final RestSettings settings;
    private final RestMapping mapping;
    private final ErpHttp http;
    private final String authorization;

    RestClient(RestSettings settings, RestMapping mapping) {
        this.settings = settings;
        this.mapping = mapping;
        http = new ErpHttp(mapping.name(), settings.patience());
        String credential = settings.user() + ":" + settings.password();
        authorization = Template.text(
                mapping.authorization().template(),
                Map.of(
                        "user",
                        settings.user(),
                        "password",
                        settings.password(),
                        "basic",
                        Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8))));
    }

    /** Returns all entities of a list, over all its pages. */
    List<JsonNode> list(String path) {
        List<JsonNode> all = new ArrayList<>();
        URI page = resolve(path);
        for (int n = 0; n < MOST_PAGES; n++) {
            JsonNode body = json(send(page, "GET", null, null));
            JsonNode items = body.isArray() ? body : body.path(mapping.items());
            if (!items.isArray()) {
                throw ErpException.unintelligible(
                        mapping.name() + " answers without a list in " + mapping.items(), null);
            }
            items.forEach(all::add);
            String next = body.path(mapping.next()).asText("");
            if (next.isEmpty()) {
                return all;
            }
            page = resolve(next);
        }
        throw ErpException.unintelligible(mapping.name() + " has no last page", null);
    }

    /** Returns one entity. */
    JsonNode get(String path) {
        return json(send(resolve(path), "GET", null, null));
    }

    /** Sends an entity; the answer may be a conflict or stale, which the caller understands. */
    ErpHttp.Answer send(String method, String path, JsonNode body, @Nullable String ifMatch) {
        return send(resolve(path), method, body, ifMatch);
    }

    private ErpHttp.Answer send(URI where, String method, @Nullable JsonNode body, @Nullable String ifMatch) {
        HttpRequest.Builder request = http.request(where)
                .header("Accept", "application/json")
                .header(mapping.authorization().name(), authorization);
        mapping.headers().forEach(request::header);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (body == null) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body)));
        }
        ErpHttp.Answer answer = http.send(request.build());
        if (NOT_LET_IN.contains(answer.status())) {
            throw ErpException.login(mapping.name() + " answers HTTP " + answer.status());
        }
        if (!answer.ok() && answer.status() != CONFLICT && answer.status() != STALE) {
            throw refusal(method, answer);
        }
        return answer;
    }

    /** Returns what an ERP says when it refuses, with its own words. */
    ErpException refusal(String method, ErpHttp.Answer answer) {
        String said = answer.body().length() > 500 ? answer.body().substring(0, 500) : answer.body();
        return ErpException.refused(
                mapping.name() + " refuses " + method + " with HTTP " + answer.status() + ": " + said,
                method,
                "correct in the ERP or in the mapping what the answer names");
    }

    private JsonNode json(ErpHttp.Answer answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw ErpException.unintelligible(mapping.name() + " answers with something that is no JSON", e);
        }
    }

    /** An address that an answer names must be one of the same ERP: the credentials go there. */
    private URI resolve(String path) {
        URI base = settings.url();
        URI where;
        try {
            where = base.resolve(path);
        } catch (IllegalArgumentException e) {
            throw ErpException.unintelligible(mapping.name() + " names '" + path + "', which is no address", e);
        }
        boolean same = base.getScheme().equals(where.getScheme())
                && base.getHost().equals(where.getHost())
                && base.getPort() == where.getPort();
        if (!same) {
            throw ErpException.unintelligible(
                    mapping.name() + " names a page on another host: " + where.getHost(), null);
        }
        return where;
    }
}
