package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on the floor: prints that fail, machines that vanish, platforms that are not clear, late orders. */
class FloorIT {

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
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.device.silent-after", "PT4S")
                .with("hub.device.lost-after", "PT6S");
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        farm.close();
        hub.close();
    }

    @Test
    void failedPrintIsMadeAgainOnAnotherMachine() throws IOException {
        HubClient client = hub.start().client();
        farm.add(client, "a-fails", entry -> entry.put("failureRate", 1.0))
                .add(client, "b-works", entry -> {})
                .start();
        Customer customer = new Customer(client);
        String order = order(customer);

        customer.await(order, PATIENCE, "SHIPPED");

        JsonNode jobs =
                RunningHub.ok(client.get("/jobs?limit=10&orderId=" + order)).path("items");
        assertThat(jobs.findValuesAsText("id")).contains(order + "-1.1");
        jobs.forEach(job -> {
            String device = job.at("/assignment/device").asText();
            assertThat(Customer.state(job)).isEqualTo(device.equals("demo/a-fails") ? "FAILED" : "FINISHED");
        });
        assertThat(farm.finishes().values()).containsExactly(1);
    }

    @Test
    void machineThatVanishesIsNoticedAndItsJobIsMadeElsewhereOnlyWhenSomebodySaysSo() throws IOException {
        HubClient client = hub.start().client();
        farm.add(client, "slow", entry -> entry.put("speed", 1.0)).start();
        Customer customer = new Customer(client);
        String order = order(customer);
        String job = order + "-1.1";
        await().atMost(PATIENCE).until(() -> state(client, "/jobs/" + job).equals("PRINTING"));

        farm.tell("vanish slow 3600");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(RunningHub.ok(client.get("/devices/demo/slow"))
                        .at("/live/availability")
                        .asText())
                .isEqualTo("OFFLINE"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(RunningHub.ok(client.get("/work-items?state=OPEN"))
                        .path("items")
                        .findValuesAsText("kind"))
                .contains("RESOLVE_JOB"));
        assertThat(state(client, "/jobs/" + job)).as("still that machine's job").isEqualTo("PRINTING");

        RunningHub.ok(client.post("/jobs/" + job + "/loss", Map.of("reason", "the machine burnt down")));

        assertThat(state(client, "/jobs/" + job)).isEqualTo("FAILED");
        assertThat(state(client, "/jobs/" + order + "-1.2")).isEqualTo("QUEUED");
    }

    @Test
    void nothingIsSentToAPlatformThatNobodyDeclaredClear() throws IOException {
        HubClient client = hub.start().client();
        farm.add(client, "manual", entry -> entry.put("harvester", false)).start();
        Customer customer = new Customer(client);
        String first = order(customer);
        await().atMost(PATIENCE)
                .until(() -> state(client, "/jobs/" + first + "-1.1").equals("FINISHED"));

        String second = order(customer);
        await().atMost(PATIENCE)
                .until(() -> client.get("/jobs/" + second + "-1.1").status() == 200);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> state(client, "/jobs/" + second + "-1.1").equals("QUEUED"));
        RunningHub.ok(client.post("/devices/demo/manual/platform-clear", Map.of()));

        await().atMost(PATIENCE)
                .until(() -> state(client, "/jobs/" + second + "-1.1").equals("FINISHED"));
        customer.await(first, PATIENCE, "SHIPPED");
        assertThat(farm.finishes().values()).hasSize(2).containsOnly(1);
    }

    @Test
    void quoteThatHasExpiredCannotBeOrdered() throws IOException {
        String catalogue;
        try (var in = RunningHub.class.getResourceAsStream("/catalogue.json")) {
            catalogue = new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(
                directory.resolve("data/catalogue.json"),
                catalogue.replace("\"quoteValidDays\": 14", "\"quoteValidDays\": 0"));
        HubClient client = hub.start().client();
        Customer customer = new Customer(client);
        JsonNode quote = customer.quote(customer.ready(Models.cube(directory.resolve("cube.stl"), 10)), 1);
        await().atMost(PATIENCE)
                .until(() ->
                        state(client, "/quotes/" + quote.path("id").asText()).equals("EXPIRED"));

        HubClient.Answer answer =
                client.post("/orders", Map.of("quote", quote.path("id").asText()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-3001");
    }

    private String order(Customer customer) throws IOException {
        Path model = Models.cube(directory.resolve("cube.stl"), 20);
        return customer.order(customer.quote(customer.ready(model), 1))
                .path("id")
                .asText();
    }

    private static String state(HubClient client, String path) throws IOException {
        HubClient.Answer answer = client.get(path);
        return answer.status() == 404 ? "not there yet" : Customer.state(RunningHub.ok(answer));
    }
}
