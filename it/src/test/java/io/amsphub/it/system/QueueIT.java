package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue as people see and change it over the API, and the order in which a machine is given the jobs then. */
class QueueIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String order = "";

    @Test
    void jobsGoToTheMachineInTheOrderThatPeopleGaveThem() throws IOException {
        try (RunningHub hub = new RunningHub(directory.resolve("data")).start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            HubClient client = hub.client();
            farm.add(client, "m1", entry -> {});
            RunningHub.ok(client.post("/devices", inPetg()));
            Customer customer = new Customer(client);
            JsonNode quote = customer.quote(customer.ready(Models.cube(directory.resolve("cube.stl"), 10)), 6);
            order = customer.order(quote).path("id").asText();
            await().atMost(PATIENCE).until(() -> waiting(client).equals(jobs(1, 2, 3, 4, 5, 6)));

            RunningHub.ok(client.post("/jobs/" + job(2) + "/hold", Map.of("reason", "filament is missing")));
            RunningHub.ok(patch(client, "/jobs/" + job(4), Map.of("priority", 5, "reason", "the customer waits")));
            RunningHub.ok(client.post("/jobs/" + job(5) + "/place", Map.of("before", job(1))));
            RunningHub.ok(client.post("/jobs/" + job(1) + "/place", Map.of("after", job(3))));
            RunningHub.ok(client.post("/jobs/" + job(3) + "/move", Map.of("machine", "m1", "reason", "it is tuned")));
            RunningHub.ok(client.post("/jobs/" + job(6) + "/cancellation", Map.of("reason", "too many")));
            whatCannotBeIsRefused(client);
            assertThat(waiting(client)).isEqualTo(jobs(4, 5, 3, 1));
            assertThat(queue(client).at("/held/0/reason").asText()).isEqualTo("filament is missing");
            assertWhyNot(client, job(1), "demo/m1", "NOT_NOW", "platform clear");
            assertWhyNot(client, job(1), "demo/m2", "UNFIT", "PETG white] loaded, the job needs PLA");

            farm.start();
            await().atMost(PATIENCE)
                    .until(() -> state(client, "/jobs/" + job(1)).equals("FINISHED"));
            assertThat(started(farm)).isEqualTo(jobs(4, 5, 3, 1));
            assertThat(state(client, "/jobs/" + job(2))).isEqualTo("HELD");
            JsonNode decided =
                    RunningHub.ok(client.get("/jobs/" + job(4) + "/matching")).path("decided");
            assertThat(decided.path("machine").asText()).isEqualTo("demo/m1");
            assertThat(decided.at("/verdicts/1/reason").asText()).contains("the job needs PLA");

            RunningHub.ok(client.post("/jobs/" + job(2) + "/release", Map.of("reason", "filament is there")));
            await().atMost(PATIENCE)
                    .until(() -> state(client, "/jobs/" + job(2)).equals("FINISHED"));
            assertThat(farm.finishes().values()).hasSize(5).containsOnly(1);
            assertThat(state(client, "/parts/" + order + "-6")).isEqualTo("STOPPED");
        }
    }

    private void whatCannotBeIsRefused(HubClient client) throws IOException {
        HubClient.Answer elsewhere =
                client.post("/jobs/" + job(1) + "/move", Map.of("machine", "m2", "reason", "it is idle"));
        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(elsewhere.body().path("code").asText()).isEqualTo("AMSP-4010");
        assertThat(elsewhere.body().path("detail").asText()).contains("demo/m2 has [PETG white] loaded");
        HubClient.Answer beside = client.post("/jobs/" + job(1) + "/place", Map.of("before", job(4)));
        assertThat(beside.body().path("code").asText()).isEqualTo("AMSP-4011");
        assertThat(client.post("/jobs/" + job(1) + "/place", Map.of()).status()).isEqualTo(400);
    }

    private void assertWhyNot(HubClient client, String job, String machine, String outcome, String reason)
            throws IOException {
        JsonNode now = RunningHub.ok(client.get("/jobs/" + job + "/matching")).path("now");
        assertThat(now)
                .filteredOn(verdict -> verdict.path("machine").asText().equals(machine))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.path("outcome").asText()).isEqualTo(outcome);
                    assertThat(verdict.path("reason").asText()).contains(reason);
                });
    }

    private static Map<String, Object> inPetg() {
        return Map.of(
                "amCentre",
                "demo",
                "machine",
                "m2",
                "dialect",
                "amsp-native",
                "processCategory",
                "MEX",
                "buildVolumeMm",
                Map.of("x", 250, "y", 210, "z", 220),
                "materials",
                List.of(Map.of("name", "PETG", "colour", "white")));
    }

    private String job(int n) {
        return order + "-" + n + ".1";
    }

    private List<String> jobs(int... numbers) {
        return IntStream.of(numbers).mapToObj(this::job).toList();
    }

    private static JsonNode queue(HubClient client) throws IOException {
        return RunningHub.ok(client.get("/queues/demo"));
    }

    private static List<String> waiting(HubClient client) throws IOException {
        return queue(client).path("waiting").findValuesAsText("id");
    }

    private static List<String> started(PrinterFarm farm) throws IOException {
        return PrintLedger.read(farm.state()).stream()
                .filter(line -> line.event().equals("START"))
                .map(PrintLedger.Line::job)
                .toList();
    }

    private static HubClient.Answer patch(HubClient client, String path, Object body) throws IOException {
        return client.send(
                "PATCH", path, BodyPublishers.ofString(Json.write(body)), "Content-Type", "application/json");
    }

    private static String state(HubClient client, String path) throws IOException {
        return Customer.state(RunningHub.ok(client.get(path)));
    }
}
