package io.amsphub.it.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What a user does, over the API, patient with a hub that is away for a while. */
public final class Customer {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HubClient hub;

    /** A user of a hub. */
    public Customer(HubClient hub) {
        this.hub = hub;
    }

    /** Announces and uploads a model; returns the revision as announced. */
    public JsonNode upload(Path model) throws IOException {
        return upload(model, Map.of());
    }

    /** Announces and uploads a parametric model; returns the revision as announced. */
    public JsonNode upload(Path model, Map<String, ?> parameters) throws IOException {
        JsonNode announced = announce(model, parameters);
        RunningHub.ok(hub.upload(announced.path("uploadUrl").asText(), model));
        return announced;
    }

    /** Announces a model without sending it. */
    public JsonNode announce(Path model) throws IOException {
        return announce(model, Map.of());
    }

    private JsonNode announce(Path model, Map<String, ?> parameters) throws IOException {
        String name = String.valueOf(model.getFileName());
        JsonNode design = RunningHub.ok(hub.post("/designs", Map.of("name", name)));
        return RunningHub.ok(hub.post(
                "/designs/" + design.path("id").asText() + "/revisions",
                Map.of("fileName", name, "bytes", Files.size(model), "parameters", parameters)));
    }

    /** Waits until detection and correction are through. */
    public JsonNode settled(JsonNode announced) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> RunningHub.ok(hub.get(path(announced))), r -> !Set.of(
                                "UPLOADING", "COMPOSING", "UPLOADED", "DEFECTIVE")
                        .contains(state(r)));
    }

    /** Uploads a model and accepts its correction; returns the revision, which is ready. */
    public JsonNode ready(Path model) throws IOException {
        JsonNode revision = settled(upload(model));
        if (state(revision).equals("IN_REVIEW")) {
            revision = RunningHub.ok(hub.post(path(revision) + "/correction/decision", Map.of("decision", "ACCEPT")));
        }
        if (!state(revision).equals("READY")) {
            throw new AssertionError("the revision is not ready: " + revision);
        }
        return revision;
    }

    /** Asks for a quote and waits for its price. */
    public JsonNode quote(JsonNode revision, int quantity) throws IOException {
        JsonNode asked = RunningHub.ok(hub.post(
                "/quotes",
                Map.of("revision", revision.path("id").asText(), "material", "mex-pla", "quantity", quantity)));
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> RunningHub.ok(hub.get("/quotes/" + asked.path("id").asText())), q -> !state(q).equals(
                                "REQUESTED"));
    }

    /** Orders a quote. */
    public JsonNode order(JsonNode quote) throws IOException {
        return RunningHub.ok(hub.post(
                "/orders",
                Map.of("quote", quote.path("id").asText()),
                UUID.randomUUID().toString()));
    }

    /** Waits until an order is in one of some states. */
    public JsonNode await(String orderId, Duration patience, String... states) {
        return Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> RunningHub.ok(hub.get("/orders/" + orderId)), o -> List.of(states)
                        .contains(state(o)));
    }

    /** Confirms that the parts arrived. */
    public JsonNode receive(String orderId) throws IOException {
        return RunningHub.ok(hub.post("/orders/" + orderId + "/delivery-confirmation", Map.of("receivedBy", "me")));
    }

    static String path(JsonNode revision) {
        return "/designs/" + revision.path("designId").asText() + "/revisions/"
                + revision.path("number").asInt();
    }

    static String state(JsonNode node) {
        return node.path("state").asText();
    }
}
