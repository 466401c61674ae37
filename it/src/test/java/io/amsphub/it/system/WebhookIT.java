package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.config.client.HubClient;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A partner is called by the real hub: its own events, all of them, though the hub is killed on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // the method before the tests sets the fields
class WebhookIT {

    private static final String BATCH = "application/cloudevents-batch+json";

    @TempDir
    static Path directory;

    private RunningHub hub;
    private HttpServer partner;
    private volatile int answer = 200;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** A call as it came. */
    private record Call(String id, String timestamp, String signature, String body) {

        String type() {
            return Json.read(body, JsonNode.class).path("type").asText();
        }
    }

    @BeforeAll
    void start() throws IOException {
        partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        partner.createContext("/", this::take);
        partner.start();
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.webhook.allow-http", "true")
                .with("hub.webhook.ports", "1-65535")
                .with("hub.webhook.allowed-networks", "127.0.0.1")
                .with("hub.webhook.retry", "PT0.3S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S")
                .start();
    }

    @AfterAll
    void stop() {
        hub.close();
        partner.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (answer == 200) {
            calls.add(new Call(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    body));
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private HubClient client(String name, String organisation) throws IOException {
        JsonNode credential = RunningHub.ok(hub.client()
                .post("/credentials", Map.of("name", name, "organisation", organisation, "roles", List.of("USER"))));
        return new HubClient(hub.url(), name, credential.path("secret").asText());
    }

    private Set<String> feed(HubClient who) throws IOException {
        JsonNode events = RunningHub.ok(who.send(
                "GET", "/events?after=0&limit=1000&types=revision.*", BodyPublishers.noBody(), "Accept", BATCH));
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("id").asText())
                .collect(Collectors.toSet());
    }

    private Set<String> received() {
        return calls.stream()
                .filter(call -> call.type().startsWith("revision."))
                .map(Call::id)
                .collect(Collectors.toSet());
    }

    @Test
    void partnerGetsItsOwnEventsSignedThoughTheHubIsKilledOnTheWay() throws IOException {
        HubClient anna = client("anna", "acme");
        HubClient eve = client("eve", "elsewhere");
        for (String inside :
                List.of("http://169.254.169.254/x", "https://10.0.0.1/", "http://0x7f000001/", "file:///etc/passwd")) {
            HubClient.Answer refused = anna.post("/webhooks", Map.of("url", inside, "types", List.of("*")));
            assertThat(refused.status()).as(inside).isEqualTo(422);
            assertThat(refused.body().path("code").asText()).isEqualTo("AMSP-8101");
        }
        String url = "http://127.0.0.1:" + partner.getAddress().getPort() + "/hooks";
        JsonNode webhook = RunningHub.ok(
                anna.post("/webhooks", Map.of("url", url, "types", List.of("revision.*", "webhook.test"))));
        String path = "/webhooks/" + webhook.path("id").asText();
        String secret = webhook.path("secret").asText();
        assertThat(RunningHub.ok(anna.get(path)).toString()).doesNotContain("whsec_", "sealed");

        RunningHub.ok(anna.post(path + "/test", Map.of()));
        await().until(() -> calls.stream().anyMatch(call -> call.type().equals("webhook.test")));

        Path cube = Models.cube(directory.resolve("cube.stl"), 10);
        answer = 503;
        new Customer(anna).ready(cube);
        new Customer(eve).ready(cube);
        await().until(() -> RunningHub.ok(anna.get(path + "/deliveries?state=PENDING"))
                        .at("/items/0/attempts/0/status")
                        .asInt()
                == 503);
        hub.kill();
        answer = 200;
        hub.start();
        new Customer(anna).ready(Models.cube(directory.resolve("other.stl"), 12));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(received()).hasSizeGreaterThanOrEqualTo(6).isEqualTo(feed(anna)));
        assertThat(feed(eve)).isNotEmpty().doesNotContainAnyElementsOf(received());
        for (Call call : calls) {
            assertThat(call.signature())
                    .isEqualTo(WebhookSignature.sign(secret, call.id(), Long.parseLong(call.timestamp()), call.body()));
        }

        assertThat(eve.get(path).status()).isEqualTo(404);
        assertThat(eve.get(path + "/deliveries").status()).isEqualTo(404);
        assertThat(eve.send("DELETE", path, BodyPublishers.noBody()).status()).isEqualTo(404);
        assertThat(RunningHub.ok(eve.get("/webhooks")).path("items")).isEmpty();
        assertThat(RunningHub.ok(anna.get("/webhooks")).path("items")).hasSize(1);
        assertThat(anna.send("DELETE", path, BodyPublishers.noBody()).status()).isEqualTo(204);
        assertThat(anna.get(path).status()).isEqualTo(404);
    }
}
