package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.moonraker.MoonrakerMain;
import io.amsphub.connectors.jpa.PostgresServer;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hubs on one PostgreSQL and one broker, begun at once on an empty database and an empty directory that they share.
 * Each in turn is killed while customers order at all of them; what it alone did goes on at the others within seconds, the
 * session of a machine that is printing moves with it, and in the end every part was printed once.
 */
@EnabledIfSystemProperty(named = "cluster", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MOVED = Duration.ofSeconds(12);
    private static final Duration HEARD = Duration.ofSeconds(5);
    private static final int NODES = 3;
    private static final int PRINTERS = 4;
    private static final int CUSTOMERS = 3;
    /** So many of the timers tick within seconds of the start; the others within minutes. */
    private static final int TIMERS = 15;

    /** How seldom a timer ticks; who begins anew takes its lease when it does. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private static final int MEASURED = 20;
    private static final double NS_PER_S = 1e9;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final List<RunningHub> nodes = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final StringBuilder figures = new StringBuilder();

    @SuppressWarnings("NullAway.Init") // set before all
    private PostgresServer database;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub broker;

    @SuppressWarnings("NullAway.Init") // set before all
    private Balancer balancer;

    @SuppressWarnings("NullAway.Init") // set before all
    private PrinterFarm farm;

    @SuppressWarnings("NullAway.Init") // set by a test
    private SimulatorProcess klipper;

    @SuppressWarnings("NullAway.Init") // set by a test
    private JsonNode bracket;

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
        for (int n = 1; n <= NODES; n++) {
            nodes.add(configured("node-" + n)
                    .heap("320m")
                    .with("hub.node", "node-" + n)
                    .with("hub.shared", shared().toString())
                    .with("hub.public-url", balancer.url().toString())
                    .with("hub.broker.url", "tcp://127.0.0.1:" + port)
                    .with("hub.broker.mqtt-url", broker.broker()));
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

    private static Path shared() {
        return directory.resolve("shared");
    }

    private static HubClient client(RunningHub node) throws IOException {
        return new HubClient(node.url(), FirstCredentials.OPERATOR, FirstCredentials.secret(shared()), null);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // what was not started is null
    void stopAll() throws IOException {
        Files.writeString(Path.of("target", "nodes.txt"), figures.toString());
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

    @Test
    @Order(1)
    void nodesThatBeginAtOnceAreOneHub() throws IOException, SQLException {
        await().atMost(MOVED)
                .until(() -> holders().containsKey("outbox-relay") && holders().size() > TIMERS);
        assertThat(new java.util.TreeSet<>(holders().values()))
                .as("leases are shared out")
                .containsExactly("node-1", "node-2", "node-3");
        bracket =
                new Customer(client(nodes.get(0))).ready(Models.write(directory.resolve("b.stl"), DemoBracket.sound()));
        for (RunningHub node : nodes) {
            Customer customer = new Customer(client(node));
            String order = customer.order(customer.quote(bracket, 1)).path("id").asText();
            customer.await(order, PATIENCE, "SHIPPED");
            orders.add(order);
        }
    }

    @Test
    @Order(2)
    void credentialThatIsTakenAwayAtOneNodeEndsAtTheOthers() throws IOException {
        HubClient first = client(nodes.get(0));
        String secret = RunningHub.ok(first.post(
                        "/credentials",
                        Map.of("name", "program", "organisation", "platform", "roles", List.of("USER"))))
                .path("secret")
                .asText();
        List<HubClient> programs = nodes.stream()
                .map(node -> new HubClient(node.url(), "program", secret, null))
                .toList();
        for (HubClient program : programs) {
            assertThat(program.get("/orders").status()).isEqualTo(200);
        }
        assertThat(first.send("DELETE", "/credentials/program", BodyPublishers.noBody())
                        .status())
                .isLessThan(300);
        long revoked = System.nanoTime();
        for (HubClient program : programs) {
            await().atMost(HEARD).until(() -> program.get("/orders").status() == 401);
        }
        say("a credential taken away at one node was refused by all after %.1f s", since(revoked));
    }

    @Test
    @Order(3)
    void anyNodeMayDie() throws IOException, SQLException {
        klipper = klipper();
        String slow = slowOrder();
        List<HubClient> clients = clients();
        NodesLoad load = new NodesLoad(clients, bracket, CUSTOMERS, Integer.MAX_VALUE);
        try (load) {
            String holder = Objects.requireNonNull(holders().get("session demo/klipper"));
            for (int n = 0; n < NODES; n++) {
                RunningHub victim = nodes.get((Integer.parseInt(holder.substring("node-".length())) - 1 + n) % NODES);
                int before = load.orders().size();
                await().atMost(PATIENCE).until(() -> load.orders().size() > before);
                killed(victim, load);
                int after = load.orders().size();
                await().atMost(PATIENCE).until(() -> load.orders().size() > after + CUSTOMERS);
                victim.start();
            }
            klipper.tell("time 1");
        }
        for (String order : load.orders()) {
            new Customer(clients.get(0)).await(order, PATIENCE, "SHIPPED");
        }
        orders.addAll(load.orders());
        say(
                "%d orders confirmed while each node was killed in turn",
                load.orders().size());
        await().atMost(PATIENCE).until(() -> state(clients.get(0), slow).equals("FINISHED"));
        klipper.tell("prints");
        await().atMost(PATIENCE).until(() -> klipper.said().contains("ok"));
        assertThat(klipper.said().stream().filter(line -> line.startsWith("print ")))
                .as("prints of the machine whose session moved")
                .singleElement()
                .asString()
                .contains(" COMPLETE ");
    }

    private static String state(HubClient client, String order) throws IOException {
        HubClient.Answer answer = client.get("/jobs/" + order + "-1.1");
        return answer.status() == 404 ? "not there yet" : Customer.state(RunningHub.ok(answer));
    }

    private void killed(RunningHub victim, NodesLoad load) throws SQLException {
        String name = String.valueOf(victim.data().getFileName());
        List<String> theirs = holders().entrySet().stream()
                .filter(lease -> lease.getValue().equals(name))
                .map(Map.Entry::getKey)
                .filter(lease -> !lease.endsWith("-purge")) // taken when they tick, which is in minutes
                .toList();
        assertThat(theirs).as("leases of %s", name).isNotEmpty();
        long killed = System.nanoTime();
        victim.kill();
        await().atMost(MOVED.plus(SLOWEST)).pollInterval(Duration.ofMillis(100)).until(() -> {
            Map<String, String> now = holders();
            return theirs.stream()
                    .allMatch(lease -> now.containsKey(lease) && !now.get(lease).equals(name));
        });
        say(
                "%s killed: %d leases at the others after %.1f s; longest time without an answer %d ms",
                name, theirs.size(), since(killed), load.longestSilenceMs(killed));
        assertThat(load.longestSilenceMs(killed)).isLessThan(MOVED.toMillis());
    }

    @Test
    @Order(4)
    void everyPartWasPrintedOnce() throws IOException {
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

    @Test
    @Order(5)
    void costOfAnOrderByNodes() throws IOException {
        for (int count = NODES; count > 0; count--) {
            if (count < NODES) {
                nodes.get(count).terminate();
            }
            List<RunningHub> living = nodes.subList(0, count);
            List<HubClient> clients = clients().subList(0, count);
            double cpu = cpu(living);
            double brokerCpu = cpu(List.of(broker));
            long begun = System.nanoTime();
            NodesLoad load = new NodesLoad(clients, bracket, CUSTOMERS, MEASURED);
            load.finish();
            for (String order : load.orders()) {
                new Customer(clients.get(0)).await(order, PATIENCE, "SHIPPED");
            }
            double seconds = since(begun);
            say(
                    "%d node(s): %d orders in %.1f s; %.3f s of CPU an order in nodes, %.3f in the broker",
                    count,
                    load.orders().size(),
                    seconds,
                    (cpu(living) - cpu) / MEASURED,
                    (cpu(List.of(broker)) - brokerCpu) / MEASURED);
            assertThat(load.orders()).hasSize(MEASURED);
            orders.addAll(load.orders());
        }
        assertThat(farm.starts()).hasSize(orders.size());
        assertThat(farm.starts().values()).containsOnly(1);
    }

    private List<HubClient> clients() throws IOException {
        List<HubClient> clients = new ArrayList<>();
        for (RunningHub node : nodes) {
            clients.add(client(node));
        }
        return clients;
    }

    /** A machine that the hub goes to, which prints for long. */
    private SimulatorProcess klipper() throws IOException {
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
    private String slowOrder() throws IOException {
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

    /** Returns which node has which lease, as the database says. */
    private Map<String, String> holders() throws SQLException {
        Map<String, String> holders = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database.url(), PostgresServer.USER, "");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT l.name, n.name FROM hub_lease l JOIN hub_node n ON n.incarnation = l.holder")) {
            while (found.next()) {
                holders.put(found.getString(1), found.getString(2));
            }
        }
        return holders;
    }

    private static double cpu(List<RunningHub> processes) {
        return processes.stream()
                        .mapToDouble(process -> ProcessHandle.of(process.pid())
                                .flatMap(handle -> handle.info().totalCpuDuration())
                                .orElse(Duration.ZERO)
                                .toNanos())
                        .sum()
                / NS_PER_S;
    }

    private static double since(long moment) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moment) / 1000.0;
    }

    private void say(String what, Object... values) {
        figures.append(String.format(Locale.ROOT, what, values)).append('\n');
    }
}
