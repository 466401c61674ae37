package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub dies, as by a power cut, on either side of commits, between the broker's confirmation and the
 * deletion from the outbox, and between a blob and what refers to it, while orders are placed and made.
 * After each death it is started again. In the end every order that a client was told of is delivered
 * once, and every part was printed once.
 */
class KillIT {

    /**
     * Spread over the flow of many orders. Also an idle hub commits, some eighty times a second, so that
     * counts of commits are large; batches of the outbox are sent only when there is something to send.
     */
    private static final List<String> DEATHS = List.of(
            "before-commit:160",
            "after-commit:200",
            "outbox-sent:1",
            "outbox-sent:3",
            "after-commit:330",
            "before-commit:380",
            "outbox-sent:5",
            "before-commit:480",
            "after-commit:550",
            "blob-stored:1");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private int uploads;

    @Test
    void everyOrderEndsOnceWhereverTheHubDies() throws IOException {
        Path model = Models.write(directory.resolve("bracket.stl"), DemoBracket.sound());
        List<String> orders = new ArrayList<>();
        try (RunningHub hub = new RunningHub(directory.resolve("data")).start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            farm.addFast(hub.client(), 3).start();
            JsonNode revision = new Customer(hub.client()).ready(model);
            hub.terminate();

            for (String death : DEATHS) {
                hub.with("hub.halt-at", death).start();
                placeOrders(hub, revision, orders);
                assertThat(hub.diesWithin(Duration.ofSeconds(60)))
                        .as("the hub reaches %s", death)
                        .isTrue();
                hub.without("hub.halt-at");
            }

            hub.start();
            Customer customer = new Customer(hub.client());
            assertThat(orders).hasSizeGreaterThanOrEqualTo(DEATHS.size() / 2);
            for (String order : orders) {
                awaitShipment(hub, order);
                customer.receive(order);
            }
            assertEveryOrderEndedOnce(hub.client(), orders);
            assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
            assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        }
    }

    /** Waits until an order is on its way; when it is stuck, says all that the hub knows of it. */
    private static void awaitShipment(RunningHub hub, String order) throws IOException {
        HubClient client = hub.client();
        try {
            new Customer(client).await(order, Duration.ofMinutes(3), "SHIPPED", "DELIVERED");
        } catch (ConditionTimeoutException e) {
            StringBuilder known = new StringBuilder("order " + order + " is stuck\n");
            for (String path : List.of(
                    "/events?limit=1000&correlationId=" + order,
                    "/jobs?limit=500&orderId=" + order,
                    "/devices",
                    "/dead-letters",
                    "/work-items")) {
                known.append(path).append(": ").append(client.get(path).body()).append('\n');
            }
            throw new AssertionError(known.append(hub.log()).toString(), e);
        }
    }

    /** Orders and uploads until the hub dies; keeps what it has confirmed. */
    private void placeOrders(RunningHub hub, JsonNode revision, List<String> orders) {
        try {
            HubClient client = hub.client();
            Customer customer = new Customer(client);
            for (int i = 0; i < 20 && hub.alive(); i++) {
                JsonNode quote = customer.quote(revision, 1);
                HubClient.Answer placed = client.post(
                        "/orders",
                        Map.of("quote", quote.path("id").asText()),
                        UUID.randomUUID().toString());
                if (placed.status() == 201) {
                    orders.add(placed.body().path("id").asText());
                }
                // another model each time: one that is stored already is not stored again
                customer.upload(Models.cube(directory.resolve("another.stl"), 5 + ++uploads));
            }
        } catch (IOException | AssertionError e) {
            // the hub is dying, which is what the test is about; what it confirmed has been kept
        }
    }

    /** All orders, those too whose confirmation was lost on the way to the client. */
    private static void assertEveryOrderEndedOnce(HubClient client, List<String> confirmed) throws IOException {
        List<String> stored = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = RunningHub.ok(client.get("/orders?limit=500" + after));
            page.path("items").forEach(o -> stored.add(o.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        assertThat(stored).containsAll(confirmed).doesNotHaveDuplicates();
        for (String order : confirmed) {
            JsonNode events = RunningHub.ok(client.get("/events?limit=1000&subject=" + order));
            assertThat(events.path("items").findValuesAsText("to"))
                    .as("the life of %s", order)
                    .containsExactly("CREATED", "CONFIRMED", "IN_PRODUCTION", "INSPECTED", "SHIPPED", "DELIVERED");
        }
    }
}
