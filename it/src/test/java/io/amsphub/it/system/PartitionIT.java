package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two hubs, each with a network of its own to the database and to the broker that can be cut, in both directions or one, and
 * processes that stand still; while customers order at both. What the one that is cut off alone did, and what it had fetched,
 * is done by the other before the network heals; then it takes part again by itself, and every part was printed once.
 */
@EnabledIfSystemProperty(named = "cluster", matches = "all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartitionIT extends SeveralNodes {

    private static final Duration HEALED = Duration.ofSeconds(30);

    /** The broker is missed after 6 s, and what waits for it in vain ends after 15 s. */
    private static final Duration ASIDE = Duration.ofSeconds(40);

    /** Longer than the broker keeps a connection that says nothing, and the database a transaction. */
    private static final Duration STILL = Duration.ofSeconds(22);

    private static final int NOTHING_SAID = 0;
    private static final String BROKER = "the-broker";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<RunningHub, List<TcpProxy>> toDatabase = new HashMap<>();
    private final Map<RunningHub, List<TcpProxy>> toBroker = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // set before all
    private String slow;

    PartitionIT() {
        super(2, "partitions.txt");
    }

    /** Nodes name the broker alike, or they would refuse to work together; each finds another network by the name. */
    @Override
    void change(RunningHub node, int number, int brokerPort) throws IOException {
        TcpProxy base = new TcpProxy(
                URI.create(database.url().substring("jdbc:".length())).getPort());
        toDatabase.put(node, List.of(base));
        String address = "127.0.0." + (1 + number);
        TcpProxy core = new TcpProxy(InetAddress.getByName(address), brokerPort, brokerPort);
        TcpProxy mqtt = new TcpProxy(broker.mqttPort());
        toBroker.put(node, List.of(core, mqtt));
        Path hosts = Files.writeString(
                directory.resolve("hosts-" + number),
                address + " " + BROKER + "\n127.0.0.1 localhost\n127.0.0.1 "
                        + InetAddress.getLocalHost().getHostName() + "\n");
        node.with("jdk.net.hosts.file", hosts.toString())
                .with("hub.database.url", "jdbc:postgresql://127.0.0.1:" + base.port() + "/hub")
                .with("hub.broker.url", "tcp://" + BROKER + ":" + brokerPort)
                .with("hub.broker.mqtt-url", "tcp://127.0.0.1:" + mqtt.port());
    }

    @BeforeAll
    void startPrint() throws IOException {
        bracket =
                new Customer(client(nodes.get(0))).ready(Models.write(directory.resolve("b.stl"), DemoBracket.sound()));
        klipper = klipper();
        slow = slowOrder();
    }

    @AfterAll
    void closeNetworks() throws IOException {
        for (Map<RunningHub, List<TcpProxy>> networks : List.of(toDatabase, toBroker)) {
            for (List<TcpProxy> network : networks.values()) {
                for (TcpProxy one : network) {
                    one.close();
                }
            }
        }
    }

    @Test
    @Order(1)
    void nodeThatTheDatabaseDoesNotHear() throws IOException {
        cutOff("database", toDatabase, TcpProxy.Mode.SILENT, "SILENT", MOVED);
    }

    @Test
    @Order(2)
    void nodeThatTheBrokerDoesNotHear() throws IOException {
        cutOff("broker", toBroker, TcpProxy.Mode.SILENT, "ASIDE", ASIDE);
    }

    @Test
    @Order(3)
    void nodeThatDoesNotHearTheDatabase() throws IOException {
        cutOff("database", toDatabase, TcpProxy.Mode.DEAF, "SILENT", MOVED);
    }

    @Test
    @Order(4)
    void nodeThatDoesNotHearTheBroker() throws IOException {
        cutOff("broker", toBroker, TcpProxy.Mode.DEAF, "ASIDE", ASIDE);
    }

    @Test
    @Order(5)
    void nodeWhoseNetworkIsDown() throws IOException {
        cutOff("database", toDatabase, TcpProxy.Mode.CUT, "SILENT", MOVED);
        cutOff("broker", toBroker, TcpProxy.Mode.CUT, "ASIDE", ASIDE);
    }

    @Test
    @Order(6)
    void nodeThatStandsStill() throws IOException {
        RunningHub victim = holder(KLIPPER_SESSION);
        RunningHub other = nodes.get(1 - nodes.indexOf(victim));
        fault("a node stands still", victim, List.of(other), "SILENT", MOVED, victim::freeze, victim::thaw);
    }

    @Test
    @Order(7)
    void brokerThatStandsStill() throws IOException {
        Customer customer = new Customer(client(nodes.get(0)));
        JsonNode early = customer.quote(bracket, 1);
        JsonNode late = customer.quote(bracket, 1);
        orders.add(customer.order(early).path("id").asText());
        broker.freeze();
        long frozen = System.nanoTime();
        orders.add(customer.order(late).path("id").asText());
        for (RunningHub node : nodes) {
            await().atMost(PATIENCE).until(() -> ready(node) == 503);
        }
        double seen = since(frozen);
        await().atMost(PATIENCE).until(() -> since(frozen) > STILL.toSeconds());
        broker.thaw();
        long thawed = System.nanoTime();
        for (RunningHub node : nodes) {
            await().atMost(HEALED).until(() -> ready(node) == 200);
        }
        double healed = since(thawed);
        for (String order : orders) {
            customer.await(order, PATIENCE, "SHIPPED");
        }
        say(
                "the broker stood still for %d s at least: seen after %.1f s, healed after %.1f s; an order was taken meanwhile",
                STILL.toSeconds(), seen, healed);
    }

    @Test
    @Order(8)
    void everyPartWasPrintedOnce() throws IOException {
        assertKlipperPrintedOnce(slow);
        assertPrintedOnce();
    }

    /** Cuts off the node that talks with the machine that prints. */
    private void cutOff(
            String what, Map<RunningHub, List<TcpProxy>> networks, TcpProxy.Mode mode, String state, Duration within)
            throws IOException {
        RunningHub victim = holder(KLIPPER_SESSION);
        List<TcpProxy> network = networks.getOrDefault(victim, List.of());
        fault(
                "the network to the " + what + " is " + mode,
                victim,
                nodes,
                state,
                within,
                () -> network.forEach(one -> one.become(mode)),
                () -> network.forEach(one -> one.become(TcpProxy.Mode.OPEN)));
    }

    /** Has something happen to a node while customers order at some, and sees that the other one does all. */
    private void fault(
            String what,
            RunningHub victim,
            List<RunningHub> ordering,
            String state,
            Duration within,
            Change begin,
            Change end)
            throws IOException {
        RunningHub other = nodes.get(1 - nodes.indexOf(victim));
        try (NodesLoad load = load(ordering)) {
            awaitShipped(load, other);
            List<String> theirs = theirs(other, victim);
            assertThat(theirs).as("leases of %s", name(victim)).contains(KLIPPER_SESSION);
            begin.make();
            long begun = System.nanoTime();
            double moved;
            double shipped;
            try {
                await().atMost(within)
                        .until(() -> state(other, victim).equals(state)
                                && leases(other)
                                        .getOrDefault(name(other), List.of())
                                        .containsAll(theirs));
                moved = since(begun);
                awaitShipped(load, other); // what was on its way at the node that is cut off, too
                shipped = since(begun);
            } finally {
                end.make();
            }
            long ended = System.nanoTime();
            await().atMost(HEALED)
                    .until(() -> state(other, victim).equals("READY")
                            && !leases(other)
                                    .getOrDefault(name(victim), List.of())
                                    .isEmpty()
                            && ready(victim) == 200);
            say(
                    "%s: %d leases at the other node after %.1f s, all that was ordered shipped after %.1f s; healed after"
                            + " %.1f s",
                    what, theirs.size(), moved, shipped, since(ended));
            awaitShipped(load, victim);
            orders.addAll(ended(load));
        }
    }

    private NodesLoad load(List<RunningHub> ordering) throws IOException {
        List<HubClient> clients = new ArrayList<>();
        for (RunningHub node : ordering) {
            clients.add(client(node));
        }
        return new NodesLoad(clients, bracket, CUSTOMERS, Integer.MAX_VALUE).oneByOne();
    }

    /** Ends the load; what was ordered last is shipped as well. Returns all that was ordered. */
    private List<String> ended(NodesLoad load) throws IOException {
        load.close();
        for (String order : load.orders()) {
            new Customer(client(nodes.get(0))).await(order, PATIENCE, "SHIPPED");
        }
        return load.orders();
    }

    private static String state(RunningHub asked, RunningHub node) throws IOException {
        for (JsonNode known : known(asked)) {
            if (known.path("name").asText().equals(name(node))) {
                return known.path("state").asText();
            }
        }
        return "not there";
    }

    private int ready(RunningHub node) throws IOException {
        try {
            return http.send(
                            HttpRequest.newBuilder(node.managementUrl().resolve("/observe/health/ready"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (HttpTimeoutException e) {
            return NOTHING_SAID;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }
}
