package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three parts of two orders in one build: printed once, on a hub that is killed meanwhile, and all delivered. */
class BuildIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    @BeforeEach
    void prepare() throws IOException {
        hub = new RunningHub(directory.resolve("data"));
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        farm.close();
        hub.close();
    }

    @Test
    void partsOfTwoOrdersAreMadeInOneBuildAndDelivered() throws IOException {
        HubClient client = hub.start().client();
        Customer customer = new Customer(client);
        farm.add(client, "fast-1", entry -> {});
        String first = order(customer, 20, 2);
        String second = order(customer, 35, 1);
        await().atMost(PATIENCE)
                .until(
                        () -> RunningHub.ok(client.get("/jobs?state=QUEUED"))
                                .path("items")
                                .size(),
                        size -> size == 3);

        String build = RunningHub.ok(client.post("/builds", Map.of("amCentre", "demo")))
                .path("id")
                .asText();
        await().atMost(PATIENCE).until(() -> state(client, build).equals("PROPOSED"));
        JsonNode nesting = RunningHub.ok(client.get("/builds/" + build)).path("nesting");
        assertThat(nesting.path("members")).hasSize(3);
        assertThat(nesting.path("leftOut")).isEmpty();
        assertThat(nesting.path("density").asDouble()).isGreaterThan(0.02);
        RunningHub.ok(client.post("/builds/" + build + "/acceptance", Map.of()));
        hub.kill();
        HubClient again = hub.start().client();
        farm.start();

        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(() -> RunningHub.ok(
                        again.get("/jobs/" + build + ".1"))
                .path("state")
                .asText()
                .equals("FINISHED"));
        assertThat(farm.finishes()).isEqualTo(Map.of(build + ".1", 1));
        for (String part : List.of(first + "-1", first + "-2", second + "-1")) {
            await().atMost(PATIENCE).until(() -> RunningHub.ok(again.get("/parts/" + part))
                    .path("state")
                    .asText()
                    .equals("IN_INSPECTION"));
            double side = part.startsWith(first) ? 20 : 35;
            RunningHub.ok(again.post(
                    "/parts/" + part + "/measurement", Map.of("measuredMm", Map.of("x", side, "y", side, "z", side))));
        }
        for (String order : List.of(first, second)) {
            new Customer(again).await(order, PATIENCE, "SHIPPED");
        }
    }

    private String order(Customer customer, int side, int quantity) throws IOException {
        Path model = Models.cube(directory.resolve("cube" + side + ".stl"), side);
        return customer.order(customer.quote(customer.ready(model), quantity))
                .path("id")
                .asText();
    }

    private static String state(HubClient client, String build) throws IOException {
        return Customer.state(RunningHub.ok(client.get("/builds/" + build)));
    }
}
