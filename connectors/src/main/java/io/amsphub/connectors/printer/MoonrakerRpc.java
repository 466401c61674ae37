package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.DeviceLine;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * JSON-RPC 2.0 over MQTT. All clients of a Moonraker hear all answers on one topic, so every question has
 * an id that nobody else uses, and answers to other ids are left alone.
 */
final class MoonrakerRpc {

    static final String ANSWERS = "moonraker/api/response";

    private static final String QUESTIONS = "moonraker/api/request";

    private final DeviceLine line;
    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    MoonrakerRpc(DeviceLine line) {
        this.line = line;
    }

    /** An error that Moonraker answered with. */
    static final class RpcError extends Exception {

        private static final long serialVersionUID = 1L;
        private final int code;

        RpcError(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Takes an answer in; anybody's. */
    void heard(String payload) {
        try {
            JsonNode json = Json.mapper().readTree(payload);
            CompletableFuture<JsonNode> waiting =
                    json == null ? null : asked.remove(json.path("id").asText());
            if (waiting != null) {
                waiting.complete(json);
            }
        } catch (IOException e) {
            // Not JSON: nobody's answer.
            return;
        }
    }

    /** Moonraker is gone: whoever waits need not wait any longer. */
    void gone() {
        asked.values().forEach(waiting -> waiting.completeExceptionally(new Unreachable("Moonraker is gone")));
        asked.clear();
    }

    /**
     * Asks and waits.
     *
     * @throws IOException when no answer came: nobody knows whether it was done
     * @throws RpcError when it was not done
     */
    JsonNode ask(String method, JsonNode params, Duration patience) throws IOException, RpcError {
        String id = UUID.randomUUID().toString();
        ObjectNode question = Json.mapper().createObjectNode();
        question.put("jsonrpc", "2.0").put("method", method).put("id", id);
        if (!params.isEmpty()) {
            question.set("params", params);
        }
        CompletableFuture<JsonNode> waiting = new CompletableFuture<>();
        asked.put(id, waiting);
        try {
            line.publish(QUESTIONS, question.toString(), Math.max(1, patience.toSeconds()));
            JsonNode answer = waiting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            JsonNode error = answer.path("error");
            if (error.isObject()) {
                throw new RpcError(
                        error.path("code").asInt(), error.path("message").asText());
            }
            return answer.path("result");
        } catch (TimeoutException e) {
            throw new Unreachable(method + " was not answered within " + patience, e);
        } catch (ExecutionException e) {
            throw new Unreachable(method + " will not be answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the hub stops", e);
        } finally {
            asked.remove(id);
        }
    }
}
