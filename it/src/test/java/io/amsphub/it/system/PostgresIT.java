package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.connectors.jpa.PostgresServer;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub on PostgreSQL: the same process, only configured otherwise. Its database is stopped and killed while customers
 * order and machines print; they are told to come again, and when the database is back everything goes on by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PRINTERS = 4;
    private static final int CUSTOMERS = 6;
    private static final long NOTICE_MS = 5_000;
    /** Fewer than the answers meanwhile, more than the pools that fill when each caller waits. */
    private static final int MORE_THREADS = 150;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all
    private PostgresServer database;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private PrinterFarm farm;

    private final List<String> orders = new ArrayList<>();

    @BeforeAll
    void startAll() throws IOException {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        database = PostgresServer.create();
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.database.url", database.url())
                .with("hub.database.user", PostgresServer.USER)
                .start();
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker())
                .addFast(hub.client(), PRINTERS)
                .start();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // what was not started is null
    void stopAll() throws IOException {
        for (AutoCloseable started : new AutoCloseable[] {farm, hub}) {
            closeIfStarted(started);
        }
        if (database != null) {
            database.close();
        }
    }

    private static void closeIfStarted(AutoCloseable started) {
        if (started instanceof PrinterFarm printers) {
            printers.close();
        } else if (started instanceof RunningHub running) {
            running.close();
        }
    }

    @Test
    @Order(1)
    void brokenModelBecomesADeliveredPart() throws IOException {
        Customer customer = new Customer(hub.client());
        JsonNode revision =
                customer.ready(Models.write(directory.resolve("bracket.stl"), DemoBracket.carelessExport()));
        String order = customer.order(customer.quote(revision, 2)).path("id").asText();
        customer.await(order, PATIENCE, "SHIPPED");
        assertThat(Customer.state(customer.receive(order))).isEqualTo("DELIVERED");
        orders.add(order);

        JsonNode record = RunningHub.ok(hub.client().get("/parts/" + order + "-1/record"));
        assertThat(record.at("/events").findValuesAsText("to"))
                .startsWith("PLANNED")
                .endsWith("RELEASED", "DELIVERED");
        assertThat(RunningHub.ok(hub.client().get("/board"))
                        .at("/total/ordersDelivered")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    void whatIsNoTextIsRefusedAndNotAFailure() throws IOException {
        HubClient client = hub.client();
        HubClient.Answer inBody = client.post("/designs", Map.of("name", "a\u0000b"));
        assertThat(inBody.status()).isEqualTo(400);
        assertThat(inBody.body().path("remedy").asText()).isNotEmpty();
        assertThat(client.get("/orders?after=%00").status()).isEqualTo(400);
        assertThat(client.get("/orders/%00").status()).isEqualTo(400);
        assertThat(new HubClient(hub.url(), "a\u0000b", "secret").get("/orders").status())
                .isEqualTo(401);
    }

    @Test
    @Order(2)
    void backupSaysToUseTheToolsOfTheDatabase() throws IOException {
        HubClient.Answer answer = hub.client().send("PUT", "/backups/one", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-1016");
        assertThat(answer.body().path("remedy").asText()).contains("pg_dump");
        assertThat(hub.data().resolve("backups").resolve("one")).doesNotExist();
    }

    @Test
    @Order(3)
    void everythingIsThereAfterARestart() throws IOException {
        hub.terminate();
        hub.start();
        assertThat(Customer.state(RunningHub.ok(hub.client().get("/orders/" + orders.get(0)))))
                .isEqualTo("DELIVERED");
    }

    @Test
    @Order(4)
    void hubGoesOnAfterItsDatabaseWasStoppedForAWhile() throws IOException {
        outlives("stopped", Duration.ofSeconds(30), database::stopAtOnce);
    }

    @Test
    @Order(5)
    void hubGoesOnAfterItsDatabaseWasKilled() throws IOException {
        outlives("killed", Duration.ofSeconds(8), database::kill);
    }

    @Test
    @Order(6)
    void everyOrderWasMadeOnce() throws IOException {
        HubClient client = hub.client();
        List<String> stored = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = RunningHub.ok(client.get("/orders?limit=20" + after));
            page.path("items").forEach(o -> stored.add(o.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        assertThat(stored).containsExactlyInAnyOrderElementsOf(orders);
        for (String order : orders) {
            assertThat(RunningHub.ok(client.get("/events?limit=1000&subject=" + order))
                            .path("items")
                            .findValuesAsText("to"))
                    .as("the life of %s", order)
                    .startsWith("CREATED", "CONFIRMED", "IN_PRODUCTION", "INSPECTED", "SHIPPED")
                    .doesNotHaveDuplicates();
        }
        assertThat(farm.starts()).hasSize(orders.size() + 1).containsKeys(orders.get(0) + "-2.1");
        assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        assertThat(RunningHub.ok(client.get("/dead-letters")).path("items")).isEmpty();
    }

    /** Takes the database away for a while under load, and sees what users and operators see. */
    private void outlives(String how, Duration away, Ending ending) throws IOException {
        long pid = hub.pid();
        Customer customer = new Customer(hub.client());
        JsonNode revision = customer.ready(Models.cube(directory.resolve(how + ".stl"), 10 + orders.size()));
        OrderingLoad load = new OrderingLoad(hub.client(), revision, CUSTOMERS);
        try (load) {
            await().atMost(PATIENCE).until(() -> load.orders().size() > 2 * CUSTOMERS);
            double threads = threads();
            long gone = System.nanoTime();
            String figures;
            ending.end();
            try {
                figures =
                        how + ": " + staysAway(away, threads) + "; " + answersSince(gone, load) + " answers meanwhile";
            } finally {
                database.start(); // for the tests that follow, too
            }
            figures += "; " + goesOn();
            Files.writeString(Path.of("target", "postgres-" + how + ".txt"), figures);
            int before = load.orders().size();
            await().atMost(PATIENCE).until(() -> load.orders().size() > before + CUSTOMERS);
        }
        for (String order : load.orders()) {
            customer.await(order, PATIENCE, "SHIPPED");
        }
        orders.addAll(load.orders());
        assertThat(hub.alive()).isTrue();
        assertThat(hub.pid()).isEqualTo(pid);
    }

    /** Sees for a while that all is refused and that those who wait do not take one thread after the other. */
    private String staysAway(Duration away, double threads) throws IOException {
        String said = saysThatItIsAway();
        AtomicReference<Double> most = new AtomicReference<>(threads);
        await().during(away)
                .atMost(away.plusSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(get(api("/orders")).statusCode()).isEqualTo(503);
                    most.accumulateAndGet(threads(), Math::max);
                    assertThat(most.get()).as("threads").isLessThan(threads + MORE_THREADS);
                });
        return said + "; threads " + threads + " to " + most.get();
    }

    private static int answersSince(long gone, OrderingLoad load) {
        List<OrderingLoad.Answered> answers = load.since(gone);
        assertThat(answers).filteredOn(a -> a.status() == 503).hasSizeGreaterThan(CUSTOMERS);
        assertThat(answers)
                .extracting(OrderingLoad.Answered::tookMs)
                .as("ms until a customer was answered")
                .allMatch(ms -> ms <= NOTICE_MS);
        return answers.size();
    }

    private String saysThatItIsAway() throws IOException {
        long ended = System.nanoTime();
        await().atMost(Duration.ofSeconds(5)).until(() -> get(api("/orders")).statusCode() == 503);
        long refused = ms(ended);
        assertThat(refused).isLessThanOrEqualTo(NOTICE_MS);
        HttpResponse<String> refusal = get(api("/orders"));
        assertThat(refusal.headers().firstValue("Retry-After")).contains("5");
        JsonNode problem = Json.mapper().readTree(refusal.body());
        assertThat(problem.path("code").asText()).isEqualTo("AMSP-1019");
        assertThat(problem.path("remedy").asText()).contains("Idempotency-Key");
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> get(health()),
                        answer ->
                                answer.statusCode() == 503 && answer.body().contains("the database takes no changes"));
        return "503 after " + refused + " ms, health after " + ms(ended) + " ms";
    }

    private String goesOn() {
        long back = System.nanoTime();
        await().atMost(Duration.ofSeconds(30)).until(() -> get(api("/orders")).statusCode() == 200);
        long answered = ms(back);
        await().atMost(Duration.ofSeconds(30)).until(() -> get(health()).statusCode() == 200);
        return "back: API after " + answered + " ms, health after " + ms(back) + " ms";
    }

    private static long ms(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private double threads() throws IOException {
        return get(hub.managementUrl().resolve("/observe/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_threads_live_threads"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private URI api(String path) {
        return hub.url().resolve("/api/v1" + path);
    }

    private URI health() {
        return hub.managementUrl().resolve("/observe/health/ready");
    }

    private HttpResponse<String> get(URI address) throws IOException {
        try {
            String credentials = "operator:" + hub.secret();
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(10))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(credentials.getBytes(
                                                            java.nio.charset.StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** How the database ends. */
    @FunctionalInterface
    private interface Ending {
        void end() throws IOException;
    }
}
