package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.memory.LedgerAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many orders of one small part to many fast machines, with deaths of the hub on the way and trouble of every kind
 * between it and the machines: an exact count. {@code -Dload.orders=10000} makes more of them; what was seen is written
 * to {@code it/target/load.txt}.
 */
class LoadIT {

    private static final int ORDERS = Integer.getInteger("load.orders", 200);
    private static final int MACHINES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(900 + ORDERS);
    private static final long SEED = 261126;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void everyOrderYieldsExactlyOneDeliveredPart() throws IOException {
        long start = System.nanoTime();
        try (RunningHub hub = new RunningHub(directory.resolve("data")).start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            farm.addFast(hub.client(), MACHINES).start();
            JsonNode revision = new Customer(hub.client()).ready(Models.cube(directory.resolve("part.stl"), 8));
            List<String> orders;
            Map<String, Integer> trouble;
            try (Trouble made = Trouble.between(farm, MACHINES, SEED)) {
                orders = place(hub, revision, ORDERS / 2);
                hub.kill();
                hub.start();
                orders.addAll(place(hub, revision, ORDERS - orders.size()));
                hub.kill();
                hub.start();
                awaitShipped(hub, ORDERS / 2);
                hub.kill();
                hub.start();
                awaitShipped(hub, ORDERS * 9 / 10);
                trouble = made.made();
            }
            awaitShipped(hub, ORDERS);
            HubClient client = hub.client();
            Set<String> delivered = new HashSet<>();
            for (String order : orders) {
                assertThat(Customer.state(new Customer(client).receive(order))).isEqualTo("DELIVERED");
                delivered.add(order);
            }

            note(farm.audit(), trouble, start);
            assertThat(trouble).isNotEmpty();
            assertThat(delivered).hasSize(ORDERS);
            assertThat(count(client, "DELIVERED")).isEqualTo(ORDERS);
            assertThat(parts(client)).as("delivered parts").isEqualTo(ORDERS);
            assertThat(farm.finishes()).hasSize(ORDERS);
            assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
            assertThat(farm.audit().parts()).isEqualTo(ORDERS);
            assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        }
    }

    private static void note(LedgerAudit audit, Map<String, Integer> trouble, long start) throws IOException {
        String seen = String.format(
                Locale.ROOT,
                "%d orders in %d s: %d prints begun, %d ended well, %d failed, %d parts, doubled %s; trouble %s%n",
                ORDERS,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                audit.starts(),
                audit.finished(),
                audit.failed(),
                audit.parts(),
                audit.crimes(),
                trouble);
        Files.writeString(Path.of("target", "load.txt"), seen);
    }

    private static void awaitShipped(RunningHub hub, int orders) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> count(hub.client(), "SHIPPED") >= orders);
    }

    /** Places orders one after the other, each under a key, so that a repeated request is no second order. */
    private static List<String> place(RunningHub hub, JsonNode revision, int count) throws IOException {
        HubClient client = hub.client();
        Customer customer = new Customer(client);
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode quote = customer.quote(revision, 1);
            String key = UUID.randomUUID().toString();
            Map<String, Object> body = Map.of("quote", quote.path("id").asText());
            String id =
                    RunningHub.ok(client.post("/orders", body, key)).path("id").asText();
            orders.add(id);
        }
        return orders;
    }

    private static long count(HubClient client, String state) throws IOException {
        return pages(client, "/orders?limit=500&state=" + state);
    }

    private static long parts(HubClient client) throws IOException {
        return pages(client, "/parts?limit=500&state=DELIVERED");
    }

    private static long pages(HubClient client, String path) throws IOException {
        long items = 0;
        String after = "";
        do {
            JsonNode page = RunningHub.ok(client.get(path + after));
            items += page.path("items").size();
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return items;
    }
}
