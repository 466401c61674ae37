package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.gcode.PrinterBody;
import io.amsphub.config.simulator.moonraker.MoonrakerPrinter;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole hub with a machine that it goes to, on its own broker, with G-code by the real PrusaSlicer. */
class VisitedPrinterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @BeforeEach
    void prepare() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/prusa-slicer")), "PrusaSlicer is not installed");
        hub = new RunningHub(directory.resolve("data"));
        Path profiles = Files.createDirectories(directory.resolve("data/profiles/demo"));
        Files.writeString(profiles.resolve("klipper.ini"), "layer_height = 0.3\n");
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void orderIsPrintedOnceByAMoonrakerWhoseHubIsKilledInBetween() throws IOException {
        HubClient client = hub.start().client();
        JsonNode registered = RunningHub.ok(client.post("/devices", device("http://127.0.0.1:1")));
        try (MoonrakerPrinter printer = new MoonrakerPrinter(new PrinterBody.Options(
                hub.broker(),
                "am/demo/klipper",
                registered.path("userName").asText(),
                registered.path("secret").asText(),
                0,
                "key",
                Duration.ofMillis(100),
                Duration.ofSeconds(60)))) {
            describe(client, printer.url());
            await().atMost(PATIENCE)
                    .until(() -> live(client, "state").equals("IDLE")
                            && live(client, "availability").equals("ONLINE"));
            RunningHub.ok(client.post("/devices/demo/klipper/platform-clear", Map.of()));
            Customer customer = new Customer(client);
            String order = customer.order(
                            customer.quote(customer.ready(Models.cube(directory.resolve("cube.stl"), 20)), 1))
                    .path("id")
                    .asText();
            String job = order + "-1.1";
            await().atMost(PATIENCE).until(() -> printer.machine().starts() == 1);

            hub.kill();
            HubClient again = hub.start().client();

            await().atMost(PATIENCE).until(() -> state(again, "/jobs/" + job).equals("PRINTING"));
            printer.machine().printTime(Duration.ofSeconds(1));
            await().atMost(PATIENCE).until(() -> state(again, "/jobs/" + job).equals("FINISHED"));
            RunningHub.ok(again.post("/devices/demo/klipper/platform-clear", Map.of()));
            await().atMost(PATIENCE)
                    .until(() -> state(again, "/parts/" + order + "-1").equals("IN_INSPECTION"));
            assertThat(printer.machine().starts("amsp/" + job + ".gcode")).isEqualTo(1);
            assertThat(printer.machine().starts()).isEqualTo(1);
        }
    }

    private static Map<String, Object> device(String url) {
        return Map.of(
                "amCentre",
                "demo",
                "machine",
                "klipper",
                "dialect",
                "moonraker",
                "processCategory",
                "MEX",
                "buildVolumeMm",
                Map.of("x", 250, "y", 210, "z", 220),
                "materials",
                List.of("PLA"),
                "place",
                Map.of("groups", List.of("fdm"), "labels", Map.of("row", "3"), "location", "hall 2"),
                "connection",
                Map.of("url", url, "apiKey", "key"));
    }

    /** The address of the simulator is known when it runs, so the connection is said anew. */
    private static void describe(HubClient client, String url) throws IOException {
        String connection = Json.write(Map.of("connection", Map.of("url", url, "apiKey", "key")));
        JsonNode device = RunningHub.ok(client.send(
                "PATCH",
                "/devices/demo/klipper",
                BodyPublishers.ofString(connection),
                "Content-Type",
                "application/json"));
        assertThat(device.at("/connection/apiKey").isMissingNode())
                .as("a key is never shown")
                .isTrue();
        assertThat(RunningHub.ok(client.get("/devices?inGroup=fdm")).path("items"))
                .hasSize(1);
        assertThat(RunningHub.ok(client.get("/devices?inGroup=fd")).path("items"))
                .isEmpty();
    }

    private static String live(HubClient client, String field) throws IOException {
        return RunningHub.ok(client.get("/devices/demo/klipper"))
                .at("/live/" + field)
                .asText();
    }

    private static String state(HubClient client, String path) throws IOException {
        HubClient.Answer answer = client.get(path);
        return answer.status() == 404 ? "not there yet" : Customer.state(RunningHub.ok(answer));
    }
}
