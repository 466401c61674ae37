package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.FleetMain;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of printers that each report their state every few seconds, for docs/benchmarks.md; with
 * {@code -Dfleet.load=5000}. First at the hub, which is restarted in the middle, then at its broker alone
 * with one bare consumer. The figures are written to {@code it/target/fleet-load.txt}; nothing is asserted
 * on time, but that every printer is there, and that nothing is left in the queue at the end.
 */
@EnabledIfSystemProperty(named = "fleet.load", matches = "\\d+")
class FleetLoadIT {

    private static final int PRINTERS = Integer.getInteger("fleet.load", 100);
    private static final int INTERVAL_S = Integer.getInteger("fleet.interval", 5);
    private static final int WARM_UP_S = Integer.getInteger("fleet.warm-up", 120);
    private static final int MEASURED_S = 60;
    private static final int CLIENTS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final List<String> report = new ArrayList<>();
    private final ArrayNode fleet = Json.mapper().createArrayNode();

    @Test
    void thousandsOfPrintersReportAtOnce() throws Exception {
        try (RunningHub hub =
                new RunningHub(directory.resolve("data")).heap("3g").optimised().start()) {
            String secret = register(hub);
            Process printers = printers(hub.broker());
            try {
                atHub(hub, printers, secret);
                restarted(hub);
            } finally {
                printers.destroy();
                printers.waitFor();
            }
            awaitFarewell(hub);
            assertThat(RunningHub.ok(hub.client().get("/dead-letters")).path("items"))
                    .isEmpty();
        }
        atBareBroker();
    }

    /** Notes a figure at once, so that a run that ends early leaves those that it had. */
    private void note(String format, Object... values) {
        report.add(String.format(Locale.ROOT, format, values));
        try {
            Files.write(Path.of("target", "fleet-load.txt"), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers the printers and the one that measures, and returns its secret. */
    private String register(RunningHub hub) throws Exception {
        long start = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<String>> secrets = new ArrayList<>();
        for (int n = 0; n <= PRINTERS; n++) {
            String machine = machine(n);
            secrets.add(clients.submit(() -> PrinterFarm.register(hub.client(), machine)));
        }
        for (int n = 0; n < PRINTERS; n++) {
            ObjectNode entry = fleet.addObject();
            entry.put("centre", "demo").put("machine", machine(n));
            entry.put("password", secrets.get(n).get()).put("stateIntervalS", INTERVAL_S);
        }
        String last = secrets.get(PRINTERS).get();
        clients.shutdown();
        note("%d printers registered in %.0f s", PRINTERS, since(start));
        return last;
    }

    private static String machine(int n) {
        return String.format(Locale.ROOT, "p%05d", n);
    }

    private Process printers(String broker) throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.json"), fleet.toString());
        return new ProcessBuilder(
                        RunningHub.java(),
                        "-Xmx1g",
                        "-cp",
                        RunningHub.jar().toString(),
                        FleetMain.class.getName(),
                        "--broker",
                        broker,
                        "--fleet",
                        file.toString(),
                        "--state",
                        directory
                                .resolve("printers-" + URI.create(broker).getPort())
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("fleet.log").toFile())
                .start();
    }

    private void atHub(RunningHub hub, Process printers, String secret) throws Exception {
        long start = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ids(hub, "ONLINE").size() == PRINTERS);
        note("all online after %.0f s", since(start));
        rest(WARM_UP_S);
        Duration hubBefore = cpu(hub.pid());
        Duration fleetBefore = cpu(printers.pid());
        long measured = System.nanoTime();
        List<Long> seen = probe(hub, secret);
        double seconds = since(measured);
        note(
                "hub: %.0f states a second, %.2f cores, simulator %.2f cores, %.0f reports left in the queue",
                (double) PRINTERS / INTERVAL_S,
                seconds(cpu(hub.pid()).minus(hubBefore)) / seconds,
                seconds(cpu(printers.pid()).minus(fleetBefore)) / seconds,
                waiting(hub));
        note(
                "state visible over REST: median %d ms, p99 %d ms, worst %d ms of %d",
                seen.get(seen.size() / 2), seen.get(seen.size() * 99 / 100), seen.get(seen.size() - 1), seen.size());
        Instant recent = Instant.now().minusSeconds(3L * INTERVAL_S);
        long heard = devices(hub, "ONLINE").stream()
                .filter(d ->
                        Instant.parse(d.path("live").path("lastSeen").asText()).isAfter(recent))
                .count();
        note("%d of %d printers heard within three intervals", heard, PRINTERS);
    }

    private void restarted(RunningHub hub) throws Exception {
        hub.terminate();
        hub.start();
        long start = System.nanoTime();
        Set<String> back = new HashSet<>();
        Instant restart = Instant.now();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            for (JsonNode device : devices(hub, "ONLINE")) {
                if (Instant.parse(device.path("live").path("lastSeen").asText()).isAfter(restart)) {
                    back.add(device.path("id").asText());
                }
            }
            return back.size() >= PRINTERS;
        });
        note("after a restart of hub and broker all were heard again within %.0f s", since(start));
    }

    /** A printer of our own says a temperature, and we look until REST shows it. */
    private List<Long> probe(RunningHub hub, String secret) throws Exception {
        String name = "demo/" + machine(PRINTERS);
        HubClient client = hub.client();
        List<Long> times = new ArrayList<>();
        MqttClient printer = new MqttClient(hub.broker(), name, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        printer.connect(options);
        String boot = UUID.randomUUID().toString();
        long end = System.nanoTime() + Duration.ofSeconds(MEASURED_S).toNanos();
        for (int seq = 1; System.nanoTime() < end; seq++) {
            double temperature = 20 + seq / 10.0;
            MqttMessage message = new MqttMessage(state(boot, seq, temperature).getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            long start = System.nanoTime();
            printer.publish("am/" + name + "/report/state", message);
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> RunningHub.ok(client.get("/devices/" + name))
                                    .at("/live/temperaturesC/nozzle")
                                    .asDouble()
                            == temperature);
            times.add((System.nanoTime() - start) / 1_000_000);
        }
        printer.disconnect();
        printer.close();
        Collections.sort(times);
        return times;
    }

    private static String state(String boot, int seq, double temperature) {
        return String.format(
                Locale.ROOT,
                "{\"schema\":\"amsp-native/1\",\"boot\":\"%s\",\"seq\":%d,\"time\":\"%s\",\"state\":\"IDLE\","
                        + "\"platformClear\":true,\"job\":null,\"progressPct\":null,\"layer\":null,\"layers\":null,"
                        + "\"temperaturesC\":{\"nozzle\":%.1f},\"recentJobs\":[],\"alarm\":null}",
                boot,
                seq,
                Instant.now(),
                temperature);
    }

    private void atBareBroker() throws Exception {
        int port = RunningHub.freePorts(1).get(0);
        Process broker = new ProcessBuilder(
                        RunningHub.java(),
                        "-Xmx3g",
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath() + ":" + RunningHub.jar(),
                        BareBroker.class.getName(),
                        Integer.toString(port),
                        directory.resolve("bare").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bare.log").toFile())
                .start();
        await().atMost(PATIENCE)
                .until(() -> Files.readString(directory.resolve("bare.log")).contains("heard"));
        Process printers = printers("tcp://127.0.0.1:" + port);
        try {
            await().atMost(PATIENCE).until(() -> Files.readString(directory.resolve("fleet.log"))
                    .contains("printers"));
            rest(WARM_UP_S);
            Duration before = cpu(broker.pid());
            rest(MEASURED_S);
            note(
                    "its broker alone with one bare consumer: %.2f cores",
                    seconds(cpu(broker.pid()).minus(before)) / MEASURED_S);
        } finally {
            printers.destroyForcibly().waitFor();
            broker.destroyForcibly().waitFor();
        }
    }

    private void awaitFarewell(RunningHub hub) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> waiting(hub) == 0 && ids(hub, "OFFLINE").size() == PRINTERS);
        } finally {
            note(
                    "%.0f s after they said farewell %d of %d printers were offline, %d online, %.0f reports in the queue",
                    since(start),
                    ids(hub, "OFFLINE").size(),
                    PRINTERS,
                    ids(hub, "ONLINE").size(),
                    waiting(hub));
        }
    }

    private static double waiting(RunningHub hub) throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(hub.managementUrl().resolve("/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("hub_queue_messages{queue=\"hub.reports\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static List<JsonNode> devices(RunningHub hub, String availability) throws IOException {
        List<JsonNode> devices = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = RunningHub.ok(hub.client().get("/devices?limit=500&availability=" + availability + after));
            page.path("items").forEach(devices::add);
            if (!page.hasNonNull("next")) {
                return devices;
            }
            after = "&after=" + page.path("next").asText();
        }
    }

    /** Returns the printers of the simulator, ours left out. */
    private static List<String> ids(RunningHub hub, String availability) throws IOException {
        return devices(hub, availability).stream()
                .map(d -> d.path("id").asText())
                .filter(id -> !id.equals("demo/" + machine(PRINTERS)))
                .toList();
    }

    private static void rest(int seconds) {
        Instant end = Instant.now().plusSeconds(seconds);
        await().atMost(PATIENCE.plusSeconds(seconds)).until(() -> Instant.now().isAfter(end));
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
