package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.compose.DemoBracket;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three hubs on one PostgreSQL and one broker, begun at once on an empty database and an empty directory that they share.
 * Each in turn is killed while customers order at all of them; what it alone did goes on at the others within seconds, the
 * session of a machine that is printing moves with it, and in the end every part was printed once.
 */
@EnabledIfSystemProperty(named = "cluster", matches = "true|all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesIT extends SeveralNodes {

    private static final Duration SOON = Duration.ofSeconds(12);
    private static final Duration HEARD = Duration.ofSeconds(5);
    private static final int NODES = 3;
    /** So many of the timers tick within seconds of the start; the others within minutes. */
    private static final int TIMERS = 15;

    /** How many orders the cost of one is measured by; twenty show that it works, three hundred what it costs. */
    private static final int MEASURED = Integer.getInteger("nodes.orders", 20);

    private static final double NS_PER_S = 1e9;

    NodesIT() {
        super(NODES, "nodes.txt");
    }

    @Test
    @Order(1)
    void nodesThatBeginAtOnceAreOneHub() throws IOException {
        await().atMost(SOON).until(() -> {
            List<String> all =
                    leases(nodes.get(0)).values().stream().flatMap(List::stream).toList();
            return all.contains("outbox-relay") && all.size() > TIMERS;
        });
        for (RunningHub node : nodes) {
            JsonNode known = known(node);
            assertThat(known.findValuesAsText("name")).containsExactly("node-1", "node-2", "node-3");
            assertThat(known).as("each takes part and does something").allSatisfy(one -> {
                assertThat(one.path("state").asText()).isEqualTo("READY");
                assertThat(one.path("leases")).isNotEmpty();
                assertThat(one.path("self").asBoolean())
                        .isEqualTo(one.path("name").asText().equals(name(node)));
            });
            assertThat(known.findValuesAsText("url")).contains(node.url().toString());
        }
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
    void anyNodeMayDie() throws IOException {
        klipper = klipper();
        String slow = slowOrder();
        List<HubClient> clients = clients();
        NodesLoad load = new NodesLoad(clients, bracket, CUSTOMERS, Integer.MAX_VALUE);
        try (load) {
            int first = nodes.indexOf(holder(KLIPPER_SESSION));
            for (int n = 0; n < NODES; n++) {
                RunningHub victim = nodes.get((first + n) % NODES);
                int before = load.orders().size();
                await().atMost(PATIENCE).until(() -> load.orders().size() > before);
                killed(victim, load);
                int after = load.orders().size();
                await().atMost(PATIENCE).until(() -> load.orders().size() > after + CUSTOMERS);
                victim.start();
            }
        }
        for (String order : load.orders()) {
            new Customer(clients.get(0)).await(order, PATIENCE, "SHIPPED");
        }
        orders.addAll(load.orders());
        say(
                "%d orders confirmed while each node was killed in turn",
                load.orders().size());
        assertKlipperPrintedOnce(slow);
    }

    private void killed(RunningHub victim, NodesLoad load) throws IOException {
        String name = name(victim);
        RunningHub other = nodes.get((nodes.indexOf(victim) + 1) % NODES);
        List<String> theirs = theirs(other, victim);
        assertThat(theirs).as("leases of %s", name).isNotEmpty();
        long killed = System.nanoTime();
        victim.kill();
        await().atMost(MOVED).pollInterval(Duration.ofMillis(100)).until(() -> {
            Map<String, List<String>> now = leases(other);
            now.remove(name);
            return now.values().stream().flatMap(List::stream).toList().containsAll(theirs);
        });
        say(
                "%s killed: %d leases at the others after %.1f s; longest time without an answer %d ms",
                name, theirs.size(), since(killed), load.longestSilenceMs(killed));
        assertThat(load.longestSilenceMs(killed)).isLessThan(SOON.toMillis());
    }

    @Test
    @Order(4)
    void everyPartWasPrintedOnce() throws IOException {
        assertPrintedOnce();
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

    private static double cpu(List<RunningHub> processes) {
        return processes.stream()
                        .mapToDouble(process -> ProcessHandle.of(process.pid())
                                .flatMap(handle -> handle.info().totalCpuDuration())
                                .orElse(Duration.ZERO)
                                .toNanos())
                        .sum()
                / NS_PER_S;
    }
}
