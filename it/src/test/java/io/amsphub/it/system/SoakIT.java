package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub under a part of the load that it could bear, with a fault at random each half minute, for as long as {@code
 * -Dsoak.minutes} says. What it holds is sampled to {@code it/target/soak.csv} and must not grow; in the end every order
 * was made once, by the ledger that the machines keep themselves.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = ".+")
class SoakIT {

    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "5"));
    private static final Duration BETWEEN = Duration.ofSeconds(Integer.getInteger("soak.fault-every", 30));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MACHINES = 8;

    /** One customer waits for each answer: about a third of the orders that three of them place. */
    private static final int CUSTOMERS = 1;

    private static final long SEED = 271126;

    /** A new process fills its caches; what it has after a while may be as much more than after the first orders. */
    private static final long CACHES_BYTES = 96L << 20;

    private static final int THREADS = 40;
    private static final int FILES = 120;
    private static final int WAITING = 60;

    /** After so many orders a process has the threads that it needs for this load. */
    private static final int WARM = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Random random = new Random(SEED);

    /** What a hub holds at a moment. */
    private record Sample(
            long second,
            int life,
            long orders,
            long heap,
            int threads,
            long files,
            long queued,
            long outbox,
            long database) {

        static final String HEAD = "second,life,orders,heapBytes,threads,openFiles,queued,outboxRows,dbBytes";

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%d,%d,%d,%d,%d,%d",
                    second,
                    life,
                    orders,
                    heap,
                    threads,
                    files,
                    queued,
                    outbox,
                    database);
        }
    }

    @Test
    void hubHoldsNoMoreAfterManyFaultsThanBefore() throws IOException {
        try (RunningHub hub = new RunningHub(directory.resolve("data")).start();
                TcpProxy floor = new TcpProxy(hub.mqttPort());
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), "tcp://127.0.0.1:" + floor.port())) {
            farm.addFast(hub.client(), MACHINES).start();
            JsonNode revision = new Customer(hub.client()).ready(Models.cube(directory.resolve("part.stl"), 8));
            OrderingLoad load = new OrderingLoad(hub.client(), revision, CUSTOMERS).whileHubMayBeGone();
            try (load) {
                live(hub, farm, floor, load);
            }
            assertEveryOrderWasMadeOnce(hub, farm, load.orders());
        }
        assertFlat();
    }

    private void live(RunningHub hub, PrinterFarm farm, TcpProxy floor, OrderingLoad load) throws IOException {
        long begun = System.nanoTime();
        long end = begun + Math.round(MINUTES * 60e9);
        int life = 1;
        await().atMost(PATIENCE).until(() -> load.orders().size() > WARM);
        sample(hub, begun, life, load);
        while (System.nanoTime() < end) {
            if (fault(hub, farm, floor, load)) {
                life++;
            }
            int before = load.orders().size();
            await().pollDelay(BETWEEN.dividedBy(2))
                    .atMost(PATIENCE)
                    .until(() -> load.orders().size() > before + 2);
            sample(hub, begun, life, load);
            await().pollDelay(BETWEEN.dividedBy(2)).atMost(PATIENCE).until(() -> true);
            sample(hub, begun, life, load);
        }
        farm.tell("duplicate * off");
        farm.tell("late * 0");
    }

    /** Makes one; returns whether the hub has a new process. */
    private boolean fault(RunningHub hub, PrinterFarm farm, TcpProxy floor, OrderingLoad load) throws IOException {
        int kind = random.nextInt(4);
        faults.merge(List.of("kill -9", "cut", "silence", "duplicates").get(kind), 1, Integer::sum);
        switch (kind) {
            case 0 -> {
                hub.kill();
                hub.start();
                int before = load.orders().size();
                await().atMost(PATIENCE).until(() -> load.orders().size() > before + WARM);
                return true;
            }
            case 1 -> {
                floor.become(TcpProxy.Mode.CUT);
                await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
                floor.become(TcpProxy.Mode.OPEN);
            }
            case 2 -> {
                floor.become(TcpProxy.Mode.SILENT);
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
                floor.become(TcpProxy.Mode.OPEN);
            }
            default -> {
                farm.tell("duplicate * " + (random.nextBoolean() ? "on" : "off"));
                farm.tell("late * 0.5");
                farm.tell("garbage fast-1");
            }
        }
        return false;
    }

    private void sample(RunningHub hub, long begun, int life, OrderingLoad load) throws IOException {
        Map<String, Double> metrics = metrics(hub);
        try (HubInside inside = new HubInside(hub)) {
            Sample sample = new Sample(
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    life,
                    load.orders().size(),
                    inside.heapAfterCollection(),
                    inside.threads(),
                    inside.openFiles(),
                    Math.round(sum(metrics, "hub_queue_messages")),
                    Math.round(sum(metrics, "hub_outbox_messages")),
                    bytes(hub.data().resolve("db")));
            samples.add(sample);
        }
        List<String> lines = new ArrayList<>(List.of(Sample.HEAD));
        samples.forEach(s -> lines.add(s.line()));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "soak.csv"), lines);
    }

    private Map<String, Double> metrics(RunningHub hub) throws IOException {
        Map<String, Double> values = new TreeMap<>();
        try {
            http.send(
                            HttpRequest.newBuilder(hub.managementUrl().resolve("/observe/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> values.put(
                            line.substring(0, line.lastIndexOf(' ')),
                            Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return values;
    }

    private static double sum(Map<String, Double> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith(name))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void assertEveryOrderWasMadeOnce(RunningHub hub, PrinterFarm farm, List<String> orders)
            throws IOException {
        HubClient client = hub.client();
        for (String order : orders) {
            new Customer(client).await(order, PATIENCE, "SHIPPED");
        }
        assertThat(farm.finishes()).hasSizeGreaterThanOrEqualTo(orders.size());
        assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
        assertThat(farm.audit().parts()).isEqualTo(orders.size());
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
    }

    /** Compares, within each life of the process, the last samples with the first, and over all lives what must be small. */
    private void assertFlat() throws IOException {
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        Files.writeString(
                Path.of("target", "soak.txt"),
                String.format(
                        Locale.ROOT,
                        "%d s, %d orders, faults %s; heap after GC %d to %d MiB, threads %d to %d, files %d to %d%n",
                        last.second(),
                        last.orders(),
                        faults,
                        first.heap() >> 20,
                        last.heap() >> 20,
                        first.threads(),
                        last.threads(),
                        first.files(),
                        last.files()));
        for (Sample sample : samples) {
            Sample begin = samples.stream()
                    .filter(s -> s.life() == sample.life())
                    .findFirst()
                    .orElseThrow();
            assertThat(sample.heap()).as("heap of %s", sample).isLessThan(begin.heap() + CACHES_BYTES);
            assertThat(sample.threads()).as("threads of %s", sample).isLessThan(begin.threads() + THREADS);
            assertThat(sample.files()).as("files of %s", sample).isLessThan(begin.files() + FILES);
            assertThat(sample.queued()).as("messages of %s", sample).isLessThan(WAITING);
            assertThat(sample.outbox()).as("outbox of %s", sample).isLessThan(WAITING);
        }
    }
}
