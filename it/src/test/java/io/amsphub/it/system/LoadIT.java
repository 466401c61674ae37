package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many orders of one small part to many fast machines, with deaths of the hub on the way: an exact count. */
class LoadIT {

    private static final int ORDERS = Integer.getInteger("load.orders", 1000);
    private static final int MACHINES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void everyOrderYieldsExactlyOneDeliveredPart() throws IOException {
        try (RunningHub hub = new RunningHub(directory.resolve("data")).start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            farm.addFast(hub.client(), MACHINES).start();
            JsonNode revision = new Customer(hub.client()).ready(Models.cube(directory.resolve("part.stl"), 8));
            List<String> orders = place(hub, revision, ORDERS / 2);
            hub.kill();
            hub.start();
            orders.addAll(place(hub, revision, ORDERS - orders.size()));
            hub.kill();
            hub.start();
            HubClient client = hub.client();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> count(client, "SHIPPED") > ORDERS / 2);
            hub.kill();
            hub.start();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> count(client, "SHIPPED") == ORDERS);

            Set<String> delivered = new HashSet<>();
            for (String order : orders) {
                assertThat(Customer.state(new Customer(client).receive(order))).isEqualTo("DELIVERED");
                delivered.add(order);
            }

            assertThat(delivered).hasSize(ORDERS);
            assertThat(count(client, "DELIVERED")).isEqualTo(ORDERS);
            assertThat(parts(client)).as("delivered parts").isEqualTo(ORDERS);
            assertThat(farm.starts()).hasSize(ORDERS);
            assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
            assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        }
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
