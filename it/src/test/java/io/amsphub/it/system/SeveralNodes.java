package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.moonraker.MoonrakerMain;
import io.amsphub.connectors.jpa.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several hubs on one PostgreSQL and one broker, begun at once on an empty database and an empty directory that they share,
 * with machines that print.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralNodes {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final int PRINTERS = 4;
    static final int CUSTOMERS = 3;
    static final String KLIPPER_SESSION = "session demo/klipper";

    /** A node is silent for 8 s before it is thought dead, and a timer ticks every 10 s at the latest. */
    static final Duration MOVED = Duration.ofSeconds(22);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path directory;

    final List<RunningHub> nodes = new ArrayList<>();
    final List<String> orders = new ArrayList<>();
    private final StringBuilder figures = new StringBuilder();
    private final int count;
    private final String file;

    @SuppressWarnings("NullAway.Init") // set before all
    PostgresServer database;

    @SuppressWarnings("NullAway.Init") // set before all
    RunningHub broker;

    @SuppressWarnings("NullAway.Init") // set before all
    private Balancer balancer;

    @SuppressWarnings("NullAway.Init") // set before all
    PrinterFarm farm;

    @SuppressWarnings("NullAway.Init") // set by a test
    SimulatorProcess klipper;

    @SuppressWarnings("NullAway.Init") // set by a test
    JsonNode bracket;

    /**
     * So many hubs.
     *
     * @param file of what was seen
     */
    SeveralNodes(int count, String file) {
        this.count = count;
        this.file = file;
    }

    /** Changes how a node is started. */
    void change(RunningHub node, int number, int brokerPort) throws IOException {}

    @BeforeAll
    void startAll() throws IOException {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        assumeThat(Files.isExecutable(Path.of("/usr/bin/prusa-slicer")))
                .as("PrusaSlicer is installed")
                .isTrue();
        database = PostgresServer.create();
        balancer = new Balancer();
        Path profiles = Files.createDirectories(shared().resolve("profiles/demo"));
        Files.writeString(profiles.resolve("klipper.ini"), "layer_height = 0.3\n");
        Files.writeString(directory.resolve("secret"), "the-secret-of-hubs-in-this-test");
        int port = RunningHub.freePorts(1).get(0);
        broker = configured("broker")
                .as("broker")
                .heap("256m")
                .with("hub.broker.port", Integer.toString(port))
                .start();
        for (int n = 1; n <= count; n++) {
            RunningHub node = configured("node-" + n)
                    .heap("320m")
                    .with("hub.node", "node-" + n)
                    .with("hub.shared", shared().toString())
                    .with("hub.public-url", balancer.url().toString())
                    .with("hub.broker.url", "tcp://127.0.0.1:" + port)
                    .with("hub.broker.mqtt-url", broker.broker());
            change(node, n, port);
            nodes.add(node);
        }
        balancer.before(nodes.stream().map(RunningHub::url).toList());
        for (RunningHub node : nodes) {
            node.launch();
        }
        for (RunningHub node : nodes) {
            await().atMost(Duration.ofMinutes(4))
                    .until(() -> Files.exists(node.data().resolve("hub.pid")) || !node.alive());
            assertThat(node.alive()).as(node.alive() ? "" : node.log()).isTrue();
        }
        farm = new PrinterFarm(directory.resolve("farm"), broker.broker())
                .addFast(client(nodes.get(0)), PRINTERS)
                .start();
    }

    private RunningHub configured(String name) throws IOException {
        return new RunningHub(directory.resolve(name))
                .with("hub.database.url", database.url())
                .with("hub.database.user", PostgresServer.USER)
                .with("hub.broker.password-file", directory.resolve("secret").toString());
    }

    static Path shared() {
        return directory.resolve("shared");
    }

    static HubClient client(RunningHub node) throws IOException {
        return new HubClient(node.url(), FirstCredentials.OPERATOR, FirstCredentials.secret(shared()), null);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // what was not started is null
    void stopAll() throws IOException {
        Files.writeString(Path.of("target", file), figures.toString());
        for (AutoCloseable started : new AutoCloseable[] {klipper, farm, balancer}) {
            close(started);
        }
        nodes.forEach(RunningHub::close);
        if (broker != null) {
            broker.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @SuppressWarnings("NullAway") // what was not started is null
    private static void close(AutoCloseable started) throws IOException {
        try {
            if (started != null) {
                started.close();
            }
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** A machine that the hub goes to, which prints for long. */
    SimulatorProcess klipper() throws IOException {
        HubClient client = client(nodes.get(0));
        int port = RunningHub.freePorts(1).get(0);
        JsonNode registered = RunningHub.ok(client.post(
                "/devices",
                Map.of(
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
                        List.of("PETG"),
                        "connection",
                        Map.of("url", "http://127.0.0.1:" + port, "apiKey", "key"))));
        SimulatorProcess machine = new SimulatorProcess(
                MoonrakerMain.class,
                directory.resolve("klipper.log"),
                "--broker",
                broker.broker(),
                "--user",
                registered.path("userName").asText(),
                "--password",
                registered.path("secret").asText(),
                "--api-key",
                "key",
                "--instance",
                "am/demo/klipper",
                "--http-port",
                Integer.toString(port),
                "--print-time",
                "PT60S");
        await().atMost(PATIENCE).until(() -> RunningHub.ok(client.get("/devices/demo/klipper"))
                .at("/live/availability")
                .asText()
                .equals("ONLINE"));
        RunningHub.ok(client.post("/devices/demo/klipper/platform-clear", Map.of()));
        return machine;
    }

    /** Returns an order that the machine has begun to print. */
    String slowOrder() throws IOException {
        HubClient client = client(nodes.get(0));
        Customer customer = new Customer(client);
        JsonNode cube = customer.ready(Models.cube(directory.resolve("cube.stl"), 20));
        String quote = RunningHub.ok(client.post(
                        "/quotes", Map.of("revision", cube.path("id").asText(), "material", "mex-petg", "quantity", 1)))
                .path("id")
                .asText();
        await().atMost(PATIENCE).until(() -> Customer.state(RunningHub.ok(client.get("/quotes/" + quote)))
                .equals("PRICED"));
        String order = RunningHub.ok(client.post("/orders", Map.of("quote", quote), "slow"))
                .path("id")
                .asText();
        await().atMost(PATIENCE).until(() -> state(client, order).equals("PRINTING"));
        return order;
    }

    /** Returns the leases of each node, as one of them says; those of nodes that are silent among them. */
    static Map<String, List<String>> leases(RunningHub asked) throws IOException {
        Map<String, List<String>> leases = new TreeMap<>();
        for (JsonNode node : known(asked)) {
            List<String> names = new ArrayList<>();
            node.path("leases").forEach(name -> names.add(name.asText()));
            leases.put(node.path("name").asText(), names);
        }
        return leases;
    }

    /** Returns the leases of a node that the others take within seconds; the rest is taken when its timer ticks. */
    static List<String> theirs(RunningHub asked, RunningHub node) throws IOException {
        return leases(asked).getOrDefault(name(node), List.of()).stream()
                .filter(lease -> !lease.endsWith("-purge") && !lease.equals("erp-compare"))
                .toList();
    }

    static JsonNode known(RunningHub asked) throws IOException {
        return RunningHub.ok(client(asked).get("/nodes")).path("items");
    }

    /** Returns which node has a lease. */
    RunningHub holder(String lease) throws IOException {
        for (Map.Entry<String, List<String>> node : leases(nodes.get(0)).entrySet()) {
            if (node.getValue().contains(lease)) {
                return nodes.stream()
                        .filter(one -> name(one).equals(node.getKey()))
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new AssertionError("nobody has the lease " + lease);
    }

    static String name(RunningHub node) {
        return String.valueOf(node.data().getFileName());
    }

    /** Waits until customers have ordered on, and everything that they ordered so far is shipped. */
    static void awaitShipped(NodesLoad load, RunningHub asked) throws IOException {
        int before = load.orders().size();
        await().atMost(PATIENCE).until(() -> load.orders().size() > before + CUSTOMERS);
        Customer customer = new Customer(client(asked));
        for (String order : load.orders()) {
            customer.await(order, PATIENCE, "SHIPPED");
        }
    }

    /** Every order had its life, every part was printed once, and nobody has to repair anything. */
    void assertPrintedOnce() throws IOException {
        HubClient client = client(nodes.get(0));
        for (String order : orders) {
            assertThat(RunningHub.ok(client.get("/events?limit=1000&subject=" + order))
                            .path("items")
                            .findValuesAsText("to"))
                    .as("the life of %s", order)
                    .containsExactly("CREATED", "CONFIRMED", "IN_PRODUCTION", "INSPECTED", "SHIPPED");
        }
        assertThat(farm.starts()).hasSize(orders.size());
        assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        assertThat(RunningHub.ok(client.get("/dead-letters")).path("items")).isEmpty();
        say(
                "%d parts, %d prints, none doubled, none lost, no dead letter",
                orders.size(), farm.starts().size());
    }

    /** The machine that the hub goes to ends its print, which was one. */
    void assertKlipperPrintedOnce(String order) {
        klipper.tell("time 1");
        await().atMost(PATIENCE).until(() -> state(client(nodes.get(0)), order).equals("FINISHED"));
        klipper.tell("prints");
        await().atMost(PATIENCE).until(() -> klipper.said().contains("ok"));
        assertThat(klipper.said().stream().filter(line -> line.startsWith("print ")))
                .as("prints of the machine whose session moved")
                .singleElement()
                .asString()
                .contains(" COMPLETE ");
    }

    List<HubClient> clients() throws IOException {
        List<HubClient> clients = new ArrayList<>();
        for (RunningHub node : nodes) {
            clients.add(client(node));
        }
        return clients;
    }

    static String state(HubClient client, String order) throws IOException {
        HubClient.Answer answer = client.get("/jobs/" + order + "-1.1");
        return answer.status() == 404 ? "not there yet" : Customer.state(RunningHub.ok(answer));
    }

    static double since(long moment) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moment) / 1000.0;
    }

    void say(String what, Object... values) {
        figures.append(String.format(Locale.ROOT, what, values)).append('\n');
    }
}
