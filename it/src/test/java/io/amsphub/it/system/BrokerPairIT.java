package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.connectors.jpa.PostgresServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
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
 * A pair of brokers that are processes of their own, and a hub that uses them. Each in turn is killed while customers order
 * and machines print; the hub takes orders on meanwhile, is never restarted, and in the end every part was printed once.
 */
@EnabledIfSystemProperty(named = "cluster", matches = "true|all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerPairIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PRINTERS = 4;
    private static final int CUSTOMERS = 3;
    private static final long ANSWERED_MS = 15_000;
    private static final int TERMINATED = 143;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all
    private PostgresServer database;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub first;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub second;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private PrinterFarm farm;

    @SuppressWarnings("NullAway.Init") // set by the tests
    private JsonNode revision;

    private final List<String> orders = new ArrayList<>();
    private final StringBuilder figures = new StringBuilder();

    @BeforeAll
    void startAll() throws IOException {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        database = PostgresServer.create();
        Files.writeString(directory.resolve("secret"), "the-secret-of-hubs-in-this-test");
        List<Integer> ports = RunningHub.freePorts(2);
        first = broker("live", ports.get(0)).start();
        second = broker("backup", ports.get(1)).start();
        hub = configured("hub")
                .with(
                        "hub.broker.url",
                        "(tcp://127.0.0.1:" + ports.get(0) + ",tcp://127.0.0.1:" + ports.get(1) + ")?ha=true")
                .with("hub.broker.mqtt-url", brokers())
                .start();
        farm = new PrinterFarm(directory.resolve("farm"), brokers())
                .addFast(hub.client(), PRINTERS)
                .start();
    }

    private RunningHub broker(String role, int port) throws IOException {
        return configured(role)
                .as("broker")
                .heap("256m")
                .with("hub.broker.role", role)
                .with("hub.broker.store", directory.resolve("store").toString())
                .with("hub.broker.port", Integer.toString(port));
    }

    private RunningHub configured(String name) throws IOException {
        return new RunningHub(directory.resolve(name))
                .with("hub.database.url", database.url())
                .with("hub.database.user", PostgresServer.USER)
                .with("hub.broker.password-file", directory.resolve("secret").toString());
    }

    private String brokers() {
        return first.broker() + "," + second.broker();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // what was not started is null
    void stopAll() throws IOException {
        Files.writeString(Path.of("target", "broker-pair.txt"), figures.toString());
        if (farm != null) {
            farm.close();
        }
        for (RunningHub started : new RunningHub[] {hub, first, second}) {
            if (started != null) {
                started.close();
            }
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    @Order(0)
    void brokersSayWhichServesAndWhichWaits() throws IOException {
        assertThat(health(first, "ready").statusCode()).isEqualTo(200);
        assertThat(health(second, "live").statusCode()).isEqualTo(200);
        assertThat(health(second, "ready").statusCode()).isEqualTo(503);
        assertThat(health(second, "ready").body()).contains("hub-broker", "the broker waits for its store");
    }

    @Test
    @Order(1)
    void revokedMachineLosesItsConnectionAtABrokerElsewhere() throws IOException, MqttException {
        String name = "demo/revoked";
        String old = PrinterFarm.register(hub.client(), "revoked");
        MqttClient machine = new MqttClient(first.broker(), name, new MemoryPersistence());
        machine.connect(options(name, old));
        String secret = PrinterFarm.register(hub.client(), "revoked");
        await().atMost(Duration.ofSeconds(10)).until(() -> !machine.isConnected());
        MqttClient again = new MqttClient(first.broker(), name, new MemoryPersistence());
        again.connect(options(name, secret));
        again.disconnect();
        again.close();
        machine.close();
    }

    private static MqttConnectionOptions options(String name, String secret) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        return options;
    }

    @Test
    @Order(2)
    void hubGoesOnWhenTheLiveBrokerIsKilled() throws IOException {
        outlives(first);
        assertThat(health(second, "ready").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void brokerThatComesBackWaitsAndTakesOverWhenTheOtherIsKilled() throws IOException {
        first.start();
        assertThat(health().statusCode()).isEqualTo(200);
        outlives(second);
    }

    @Test
    @Order(4)
    void hubStartsAndTakesOrdersWithoutAnyBroker() throws IOException {
        assertThat(first.terminate()).isIn(0, TERMINATED);
        Customer customer = new Customer(hub.client());
        await().atMost(Duration.ofSeconds(15)).until(() -> health().statusCode() == 503);
        long stopping = System.nanoTime();
        hub.terminate();
        figures.append("hub without a broker stopped after ")
                .append(ms(stopping))
                .append(" ms\n");
        hub.start();
        JsonNode quote = customer.quote(revision, 1);
        String order = customer.order(quote).path("id").asText();
        HubClient.Answer partner = hub.client().post("/partners", Map.of("name", "acme", "organisation", "acme"));
        assertThat(partner.status()).isEqualTo(503);
        assertThat(partner.body().path("code").asText()).isEqualTo("AMSP-1020");
        assertThat(Customer.state(RunningHub.ok(hub.client().get("/orders/" + order))))
                .isEqualTo("CREATED");

        second.start();
        customer.await(order, PATIENCE, "SHIPPED");
        assertThat(Customer.state(customer.receive(order))).isEqualTo("DELIVERED");
        assertThat(hub.client()
                        .post("/partners", Map.of("name", "acme", "organisation", "acme"))
                        .status())
                .isLessThan(300);
        orders.add(order);
    }

    @Test
    @Order(5)
    void everyPartWasPrintedOnce() throws IOException {
        HubClient client = hub.client();
        for (String order : orders) {
            assertThat(RunningHub.ok(client.get("/events?limit=1000&subject=" + order))
                            .path("items")
                            .findValuesAsText("to"))
                    .as("the life of %s", order)
                    .startsWith("CREATED", "CONFIRMED", "IN_PRODUCTION", "INSPECTED", "SHIPPED", "DELIVERED")
                    .doesNotHaveDuplicates();
        }
        assertThat(farm.starts()).hasSize(orders.size());
        assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        assertThat(RunningHub.ok(client.get("/dead-letters")).path("items")).isEmpty();
        assertThat(hub.log()).as("waits of the relay").doesNotContain("were not confirmed in time");
    }

    /** Kills the broker that serves, under load; the other one takes over. */
    private void outlives(RunningHub serving) throws IOException {
        long pid = hub.pid();
        Customer customer = new Customer(hub.client());
        revision = customer.ready(Models.cube(directory.resolve("cube.stl"), 10 + orders.size()));
        OrderingLoad load = new OrderingLoad(hub.client(), revision, CUSTOMERS);
        try (load) {
            await().atMost(PATIENCE).until(() -> load.orders().size() >= 2 * CUSTOMERS);
            long killed = System.nanoTime();
            serving.kill();
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(100))
                    .until(
                            this::health,
                            answer ->
                                    answer.statusCode() == 503 && answer.body().contains("the broker is away"));
            long said = ms(killed);
            await().atMost(Duration.ofSeconds(90)).until(() -> health().statusCode() == 200);
            long healed = ms(killed);
            int then = load.orders().size();
            await().atMost(PATIENCE).until(() -> load.orders().size() >= then + CUSTOMERS);
            List<OrderingLoad.Answered> answers = load.since(killed);
            assertThat(answers)
                    .as("answers after the kill")
                    .extracting(OrderingLoad.Answered::status)
                    .allMatch(s -> s < 300);
            assertThat(answers).extracting(OrderingLoad.Answered::tookMs).allMatch(ms -> ms <= ANSWERED_MS);
            figures.append("away said after ")
                    .append(said)
                    .append(" ms, healed after ")
                    .append(healed);
            figures.append(" ms, answers ").append(answers.size()).append('\n');
        }
        long delivering = System.nanoTime();
        for (String order : load.orders()) {
            customer.await(order, PATIENCE, "SHIPPED");
            assertThat(Customer.state(customer.receive(order))).isEqualTo("DELIVERED");
        }
        figures.append(load.orders().size())
                .append(" orders, the last shipped ")
                .append(ms(delivering));
        figures.append(" ms after the load ended\n");
        orders.addAll(load.orders());
        assertThat(hub.alive()).isTrue();
        assertThat(hub.pid()).isEqualTo(pid);
    }

    private static long ms(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private HttpResponse<String> health() throws IOException {
        return health(hub, "ready");
    }

    private HttpResponse<String> health(RunningHub process, String group) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(process.managementUrl().resolve("/observe/health/" + group))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
