package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the hub starts, refuses to start, says how it is, and stops. */
class LifecycleIT {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void secondStartOnTheSameDirectoryIsRefused() throws IOException {
        try (RunningHub hub = new RunningHub(directory).start();
                RunningHub second = new RunningHub(directory)) {
            // not deleted by the second: the file that says that the first one runs
            second.launchBeside();

            assertThat(second.exitCode()).isEqualTo(REFUSED);
            assertThat(second.log()).contains("another hub is running on " + directory.toAbsolutePath());
            assertThat(RunningHub.ok(hub.client().get("/me")).path("name").asText())
                    .isEqualTo("operator");
        }
    }

    @Test
    void everythingThatIsWrongWithTheSettingsIsSaidAtOnce() throws IOException {
        Files.writeString(
                directory.resolve("hub.properties"),
                "hub.http.port=eighty\nhub.mesh.memory-share=7\nhub.databse.url=jdbc:hsqldb:mem:x\n");
        try (RunningHub hub = new RunningHub(directory)) {
            hub.without("hub.http.port").with("hub.command.expiry", "soon").launch();

            assertThat(hub.exitCode()).isEqualTo(REFUSED);
            assertThat(hub.log())
                    .contains("hub.http.port: 'eighty' is not a port between 0 and 65535")
                    .contains("hub.mesh.memory-share: '7' is not a share above 0 and up to 0.9")
                    .contains("hub.command.expiry: 'soon' is not an ISO 8601 duration such as PT60S")
                    .contains("hub.databse.url: there is no such setting; remove it or correct its name");
        }
    }

    @Test
    void takenPortsAreNamedBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                RunningHub hub = new RunningHub(directory)) {
            String port = Integer.toString(taken.getLocalPort());
            hub.with("hub.mqtt.port", port)
                    .with("hub.mqtt.host", "0.0.0.0")
                    .with("hub.behind-proxy", "true")
                    .launch();

            assertThat(hub.exitCode()).isEqualTo(REFUSED);
            assertThat(hub.log()).contains("hub.mqtt.port: 0.0.0.0:" + port + " cannot be listened on");
        }
    }

    @Test
    void hubThatMissesAFileOfItsOwnStopsWhatItHasStartedAndEnds() throws IOException {
        try (RunningHub hub = new RunningHub(directory.resolve("data"))) {
            hub.from(distributionWithout("vertx-web-4")).launch();

            assertThat(hub.diesWithin(Duration.ofMinutes(2)))
                    .as("database and broker have threads of their own")
                    .isTrue();
            assertThat(hub.exitCode()).isEqualTo(FAILED);
            assertThat(hub.log())
                    .contains("hub: it ends, because of java.lang.NoClassDefFoundError: io/vertx/ext/web/")
                    .contains("build or unpack it again")
                    .containsPattern("INFO +\\[hub-stop] .* stopped");
        }
    }

    /** The jar that is started is a copy, because it looks for the others beside itself. */
    private Path distributionWithout(String missing) throws IOException {
        Path lib = Files.createDirectory(directory.resolve("lib"));
        try (var files = Files.newDirectoryStream(RunningHub.LIB.toRealPath(), "*.jar")) {
            for (Path file : files) {
                Path name = file.getFileName();
                if (name.toString().startsWith("config-")) {
                    Files.copy(file, lib.resolve(name));
                } else if (!name.toString().startsWith(missing)) {
                    Files.createSymbolicLink(lib.resolve(name), file);
                }
            }
        }
        return lib;
    }

    @Test
    void healthIsToldInGroupsAndMetricsInPrometheusForm() throws IOException, InterruptedException {
        try (RunningHub hub = new RunningHub(directory).start()) {
            for (String group : new String[] {"started", "live", "ready"}) {
                HttpResponse<String> answer = get(hub, "/observe/health/" + group);
                assertThat(answer.statusCode()).as(group).isEqualTo(200);
                assertThat(Json.mapper().readTree(answer.body()).path("status").asText())
                        .isEqualTo("UP");
            }
            JsonNode ready =
                    Json.mapper().readTree(get(hub, "/observe/health/ready").body());
            assertThat(ready.path("checks").findValuesAsText("name"))
                    .contains("hub-database", "hub-broker", "hub-disk", "hub-outbox", "route:mesh-detect");

            assertThat(get(hub, "/observe/metrics").body())
                    .contains("hub_orders{state=\"DELIVERED\"} 0.0")
                    .contains("hub_queue_messages{queue=\"mesh-detect\"} 0.0")
                    .contains("hub_dead_letters 0.0")
                    .contains("camel_exchanges_total");
        }
    }

    @Test
    void sigtermFinishesWhatIsUnderWayAndLosesNothing() throws IOException {
        Path model = Models.cube(directory.resolve("cube.stl"), 12);
        Path data = directory.resolve("data");
        try (RunningHub hub = new RunningHub(data).start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            farm.addFast(hub.client(), 2).start();
            Customer customer = new Customer(hub.client());
            JsonNode revision = customer.ready(model);
            String order =
                    customer.order(customer.quote(revision, 6)).path("id").asText();

            assertThat(hub.terminate()).isIn(0, 143);

            assertThat(hub.log())
                    .contains("stopping: what is under way is finished first")
                    .contains("stopped");
            hub.start();
            new Customer(hub.client()).await(order, Duration.ofMinutes(2), "SHIPPED");
            await().untilAsserted(() ->
                    assertThat(farm.finishes().values()).hasSize(6).containsOnly(1));
        }
    }

    @Test
    void logIsJsonOnRequestAndCarriesTheCorrelationId() throws IOException {
        try (RunningHub hub =
                new RunningHub(directory).with("hub.log.format", "json").start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.log().contains("is ready after"));
            String line = hub.log()
                    .lines()
                    .filter(l -> l.contains("is ready after"))
                    .findFirst()
                    .orElseThrow();

            JsonNode entry = Json.mapper().readTree(line);

            assertThat(entry.path("level").asText()).isEqualTo("INFO");
            assertThat(entry.has("timestamp")).isTrue();
            assertThat(entry.has("mdc")).isTrue();
        }
    }

    private static HttpResponse<String> get(RunningHub hub, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub.managementUrl() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
