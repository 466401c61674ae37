package io.amsphub.config.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page of the hub sends: under a cookie, with what browsers say of where a request comes from. */
final class PageClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI hub;

    /** As browsers send it; null for none. */
    @Nullable
    String cookie;

    String site = "same-origin";

    @Nullable
    String lastSetCookie;

    PageClient(URI hub) {
        this.hub = hub;
    }

    /** A status and a body. */
    record Answer(int status, JsonNode body) {

        String code() {
            return body.path("code").asText();
        }
    }

    Answer send(String method, String path, @Nullable Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)));
        if (!site.isEmpty()) {
            request.header("Sec-Fetch-Site", site);
        }
        if (cookie != null) {
            request.header("Cookie", "theme=dark; " + cookie);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        lastSetCookie = response.headers().firstValue("Set-Cookie").orElse(null);
        if (lastSetCookie != null) {
            cookie = lastSetCookie.substring(0, lastSetCookie.indexOf(';'));
        }
        return new Answer(
                response.statusCode(),
                response.body().isEmpty()
                        ? Json.mapper().missingNode()
                        : Json.mapper().readTree(response.body()));
    }

    Answer signIn(String name, String password, @Nullable String code) throws Exception {
        cookie = null;
        return send(
                "POST",
                "/sessions",
                code == null
                        ? Map.of("name", name, "password", password)
                        : Map.of("name", name, "password", password, "code", code));
    }
}
