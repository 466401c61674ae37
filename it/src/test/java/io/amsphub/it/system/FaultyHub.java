package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.connectors.erp.rest.ODataSimulator;
import io.amsphub.processors.exchange.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose surroundings can be broken, and what must hold after each fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultyHub {

    static final Duration PATIENCE = Duration.ofMinutes(4);
    static final Duration SEEN = Duration.ofSeconds(10);
    static final Duration HEALED = Duration.ofSeconds(30);
    static final int MACHINES = 6;
    static final int CUSTOMERS = 3;
    static final int KEEP_ALIVE_S = 4;
    static final int DISK_MIB = 160;
    static final long RESERVE = 40L << 20;
    static final int BACKLOG = Integer.getInteger("faults.backlog", 60);
    static final int SECONDS = Integer.getInteger("faults.seconds", 5);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path directory;

    final HttpClient http = HttpClient.newHttpClient();
    final FaultTable table = new FaultTable(Path.of("target", "faults.txt"));
    final Map<String, SmallDisk> disks = new java.util.TreeMap<>();
    final Set<String> injectedDead = new HashSet<>();
    final List<String> made = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before all
    RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    PrinterFarm farm;

    @SuppressWarnings("NullAway.Init") // set before all
    BentSystem system;

    @SuppressWarnings("NullAway.Init") // set before all
    TcpProxy floor;

    @SuppressWarnings("NullAway.Init") // set before all
    TcpProxy office;

    @SuppressWarnings("NullAway.Init") // set before all
    Process erp;

    @SuppressWarnings("NullAway.Init") // set before all
    URI erpUrl;

    @SuppressWarnings("NullAway.Init") // set before all
    JsonNode revision;

    @BeforeAll
    void startAll() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        if (SmallDisk.possible(directory)) {
            for (String name : List.of("db", "broker", "blobs", "uploads")) {
                disks.put(name, SmallDisk.mount(data.resolve(name), DISK_MIB));
            }
        }
        startErp();
        system = new BentSystem(directory.resolve("system"));
        hub = new RunningHub(data)
                .with("hub.disk.reserve-bytes", Long.toString(RESERVE))
                .with("hub.erp.systems", "rest")
                .with("hub.erp.rest.url", "http://127.0.0.1:" + office.port() + "/odata/")
                .with("hub.erp.rest.user", "hub")
                .with("hub.erp.rest.password", "secret of the hub")
                .with("hub.erp.rest.mapping", mapping().toString())
                .with("hub.erp.poll", "PT1S")
                .with("hub.erp.pause", "PT2S")
                .with("hub.erp.patience", "PT3S");
        system.bend(hub);
        hub.start();
        floor = new TcpProxy(hub.mqttPort());
        farm = new PrinterFarm(directory.resolve("farm"), "tcp://127.0.0.1:" + floor.port());
        for (int n = 1; n <= MACHINES; n++) {
            int hours = n % 3 - 1; // a third of the machines each: an hour behind, right, an hour ahead
            farm.add(hub.client(), "fast-" + n, entry -> entry.put("keepAliveS", KEEP_ALIVE_S)
                    .put("clockOffsetS", hours * 3600)
                    .put("stateIntervalS", 3));
        }
        farm.start();
        revision = new Customer(hub.client()).ready(Models.cube(directory.resolve("part.stl"), 8));
    }

    void startErp() throws IOException {
        erp = new ProcessBuilder(
                        RunningHub.java(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ODataSimulator.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port =
                new BufferedReader(new InputStreamReader(erp.getInputStream(), StandardCharsets.UTF_8)).readLine();
        erpUrl = URI.create("http://127.0.0.1:" + port + "/odata/");
        office = new TcpProxy(Integer.parseInt(port));
    }

    static Path mapping() throws IOException {
        Path file = directory.resolve("erp.yaml");
        try (InputStream in = Objects.requireNonNull(ODataSimulator.class.getResourceAsStream("odata-erp.yaml"))) {
            Files.copy(in, file);
        }
        return file;
    }

    /** A test that failed leaves nothing broken to those that follow. */
    @AfterEach
    void openNetworks() {
        floor.open();
        office.open();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // what was not started is null
    void stopAll() throws IOException {
        if (farm != null) {
            farm.close();
            floor.close();
        }
        if (hub != null) {
            hub.close();
            erp.destroyForcibly();
            office.close();
        }
        disks.values().forEach(SmallDisk::close);
    }

    void assertOrders(List<String> confirmed) throws IOException {
        HubClient client = hub.client();
        List<String> stored = orders(client);
        assertThat(stored).doesNotHaveDuplicates().containsAll(confirmed);
        for (String order : confirmed.subList(Math.max(0, confirmed.size() - 30), confirmed.size())) {
            List<String> states = new ArrayList<>();
            for (JsonNode event : RunningHub.ok(client.get("/events?limit=1000&subject=" + order))
                    .path("items")) {
                if (!event.path("to").equals(event.path("from"))) { // else a note
                    states.add(event.path("to").asText());
                }
            }
            assertThat(states)
                    .as("the life of %s", order)
                    .containsExactly("CREATED", "CONFIRMED", "IN_PRODUCTION", "INSPECTED", "SHIPPED");
        }
    }

    /** Returns the ids of all orders, as often as they are listed. */
    static List<String> orders(HubClient client) throws IOException {
        List<String> stored = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = RunningHub.ok(client.get("/orders?limit=500" + after));
            page.path("items").forEach(o -> stored.add(o.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return stored;
    }

    JsonNode erpSystem() throws IOException {
        JsonNode systems = RunningHub.ok(hub.client().get("/erp/systems"));
        return systems.isArray() ? systems.get(0) : systems.path("items").get(0);
    }

    int sales(String order) throws IOException {
        String credentials =
                Base64.getEncoder().encodeToString("hub:secret of the hub".getBytes(StandardCharsets.UTF_8));
        String body = send(HttpRequest.newBuilder(
                                erpUrl.resolve("SalesOrders?$filter=ExternalReference%20eq%20'" + order + "'"))
                        .header("Authorization", "Basic " + credentials))
                .body();
        return Json.mapper().readTree(body).path("value").size();
    }

    /** What is done to the hub while customers order. */
    @FunctionalInterface
    interface Fault {
        void happen(OrderingLoad load) throws IOException;
    }

    /** Has customers order while something happens; then every order is shipped. Returns them. */
    List<String> underLoad(Fault fault) throws IOException {
        OrderingLoad load = new OrderingLoad(hub.client(), revision, CUSTOMERS).whileHubMayBeGone();
        try (load) {
            await().atMost(PATIENCE).until(() -> load.orders().size() > CUSTOMERS);
            fault.happen(load);
        }
        List<String> orders = load.orders();
        for (String order : orders) {
            awaitShipped(order);
        }
        made.addAll(orders);
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        assertThat(deadLetters(hub.client(), "WAITING").size())
                .as("dead letters that nobody injected")
                .isGreaterThanOrEqualTo(injectedDead.size());
        return orders;
    }

    void awaitShipped(String order) throws IOException {
        try {
            new Customer(hub.client()).await(order, PATIENCE, "SHIPPED");
        } catch (ConditionTimeoutException e) {
            StringBuilder known = new StringBuilder("order " + order + " is stuck\n");
            for (String path : List.of(
                    "/events?limit=1000&correlationId=" + order,
                    "/jobs?limit=500&orderId=" + order,
                    "/devices",
                    "/dead-letters",
                    "/work-items")) {
                known.append(path)
                        .append(": ")
                        .append(hub.client().get(path).body())
                        .append('\n');
            }
            throw new AssertionError(known.append(hub.log()).toString(), e);
        }
    }

    static void hold() {
        await().pollDelay(Duration.ofSeconds(SECONDS))
                .atMost(Duration.ofSeconds(SECONDS + 5L))
                .until(() -> true);
    }

    /** Waits until customers have ordered again, and returns the ms since a moment. */
    static long awaitProgress(OrderingLoad load, long since) {
        int before = load.orders().size();
        await().atMost(PATIENCE).until(() -> load.orders().size() > before + CUSTOMERS);
        return ms(since);
    }

    long awaitHealth(int status, long since, Duration patience) {
        await().atMost(patience)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> health().statusCode() == status);
        return ms(since);
    }

    HttpResponse<String> health() throws IOException {
        return send(HttpRequest.newBuilder(hub.managementUrl().resolve("/observe/health/ready")));
    }

    double metric(String name) throws IOException {
        return send(HttpRequest.newBuilder(hub.managementUrl().resolve("/observe/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .min()
                .orElseThrow();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(8)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Returns how many machines of the farm are thought to be so. */
    long availability(String word) throws IOException {
        return states(
                "/devices?limit=500",
                d -> d.path("machine").asText().startsWith("fast-")
                        && d.at("/live/availability").asText().equals(word));
    }

    List<String> workItems() throws IOException {
        List<String> open = new ArrayList<>();
        RunningHub.ok(hub.client().get("/work-items?limit=100")).path("items").forEach(i -> {
            if (i.path("open").asBoolean()) {
                open.add(i.toString());
            }
        });
        return open;
    }

    long states(String path) throws IOException {
        return states(path, item -> true);
    }

    long states(String path, java.util.function.Predicate<JsonNode> which) throws IOException {
        long count = 0;
        for (JsonNode item : RunningHub.ok(hub.client().get(path)).path("items")) {
            count += which.test(item) ? 1 : 0;
        }
        return count;
    }

    static List<JsonNode> deadLetters(HubClient client, String state) throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        RunningHub.ok(client.get("/dead-letters?limit=500&state=" + state))
                .path("items")
                .forEach(letters::add);
        return letters;
    }

    static long ms(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
