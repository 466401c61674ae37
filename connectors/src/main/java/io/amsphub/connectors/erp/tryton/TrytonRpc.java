package io.amsphub.connectors.erp.tryton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.erp.ErpHttp;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.exchange.Json;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Tryton's JSON-RPC, in a session that is begun when it is needed and renewed when it is over. A call that
 * was answered with 401 was not made, so it is made again. Thread-safe.
 */
final class TrytonRpc {

    private static final Set<Integer> NOT_LET_IN = Set.of(401, 403);

    private final TrytonSettings settings;
    private final ErpHttp http;
    private @Nullable Session session;

    TrytonRpc(TrytonSettings settings) {
        this.settings = settings;
        this.http = new ErpHttp("Tryton", settings.patience());
    }

    /** A session: the header that carries it, and the context of the user, which has the company. */
    private record Session(String authorization, JsonNode context) {}

    /**
     * Calls a method of a model.
     *
     * @param method for example {@code sale.sale.quote}
     * @param parameters without the context, which is added
     * @return the result
     * @throws ErpException when it was not done, or nobody knows
     */
    JsonNode model(String method, Object... parameters) {
        Session current = session();
        ErpHttp.Answer answer = post("model." + method, current, parameters);
        if (NOT_LET_IN.contains(answer.status())) {
            forget(current);
            current = session();
            answer = post("model." + method, current, parameters);
        }
        return result(method, answer);
    }

    private synchronized void forget(Session used) {
        if (used.equals(session)) {
            session = null;
        }
    }

    private synchronized Session session() {
        Session current = session;
        if (current == null) {
            current = login();
            session = current;
        }
        return current;
    }

    private Session login() {
        ErpHttp.Answer answer = http.send(http.request(settings.url())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of(
                        "id",
                        1,
                        "method",
                        "common.db.login",
                        "params",
                        List.of(settings.user(), Map.of("password", settings.password()), "en")))))
                .build());
        if (NOT_LET_IN.contains(answer.status())) {
            throw ErpException.login("Tryton refuses the user " + settings.user());
        }
        JsonNode granted = result("login", answer);
        if (!granted.isArray() || granted.size() < 2) {
            throw ErpException.login("Tryton refuses the user " + settings.user());
        }
        String credential = settings.user() + ":" + granted.get(0).asText() + ":"
                + granted.get(1).asText();
        String header = "Session " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        Session bare = new Session(header, Json.mapper().createObjectNode());
        JsonNode context = result("get_preferences", post("model.res.user.get_preferences", bare, true));
        if (!context.hasNonNull("company")) {
            throw ErpException.login("the user " + settings.user() + " works for no company in Tryton");
        }
        return new Session(header, context);
    }

    private ErpHttp.Answer post(String method, Session in, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.add(in.context());
        return http.send(http.request(settings.url())
                .header("Content-Type", "application/json")
                .header("Authorization", in.authorization())
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("id", 1, "method", method, "params", all))))
                .build());
    }

    private static JsonNode result(String method, ErpHttp.Answer answer) {
        JsonNode body;
        try {
            body = Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw ErpException.unintelligible("Tryton answers " + method + " with HTTP " + answer.status(), e);
        }
        if (body.has("error")) {
            throw error(method, body.get("error"));
        }
        if (!answer.ok() || !body.has("result")) {
            throw ErpException.unintelligible("Tryton answers " + method + " with HTTP " + answer.status(), null);
        }
        return body.get("result");
    }

    /** Business errors come with status 200: a kind, and a message for people. */
    private static ErpException error(String method, JsonNode error) {
        String kind = error.path(0).asText(error.toString());
        List<String> said = new ArrayList<>();
        texts(error.path(1), said);
        String message = String.join(" ", said);
        String what = "Tryton refuses " + method + " with " + kind + (message.isBlank() ? "" : ": " + message);
        if (kind.equals("LoginException")) {
            return ErpException.login(what);
        }
        if (kind.contains("locked") || kind.equals("ConcurrencyException")) {
            return ErpException.refused(what, method, "nothing: the hub tries again, somebody was at it as well");
        }
        return ErpException.refused(what, method, "correct in Tryton what the message names");
    }

    /** Collects the texts of a message, which come as one or as lists in lists. */
    private static void texts(JsonNode from, List<String> into) {
        if (from.isTextual() && !from.asText().isBlank()) {
            into.add(from.asText());
        }
        from.forEach(inner -> texts(inner, into));
    }
}
