package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** That operators see what happens: metrics, alerts and dashboard are tried against a hub at work, by a real Prometheus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservabilityIT {

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:hub|camel|http|jvm|process|system|disk|hikaricp)_[a-z0-9_]+");
    private static final Pattern EXPRESSION =
            Pattern.compile("^ +expr: (?:\\|\\n((?: {10}.*\\n)+)|(.*)\\n)", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private PrinterFarm farm;

    private String order = "";

    @BeforeAll
    void oneOrderIsDelivered() throws IOException {
        hub = new RunningHub(directory.resolve("data")).start();
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker())
                .addFast(hub.client(), 2)
                .start();
        Customer customer = new Customer(hub.client());
        Path model = Models.write(directory.resolve("sound.stl"), DemoBracket.sound());
        order = customer.order(customer.quote(customer.ready(model), 2))
                .path("id")
                .asText();
        customer.await(order, Duration.ofMinutes(2), "SHIPPED");
        customer.receive(order);
    }

    @AfterAll
    void stop() {
        farm.close();
        hub.close();
    }

    @Test
    @Order(1)
    void everyMetricOfAlertsAndDashboardIsInTheScrape() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String expression : all()) {
            Matcher matcher = METRIC.matcher(expression);
            while (matcher.find()) {
                used.add(matcher.group());
            }
        }
        Set<String> there = scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());

        assertThat(used).hasSizeGreaterThan(25);
        assertThat(there).containsAll(used);
    }

    @Test
    @Order(1)
    void whatHappenedIsCounted() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(scrape())
                .contains("hub_orders_entered_total{state=\"CREATED\"} 1.0")
                .contains("hub_orders_entered_total{state=\"DELIVERED\"} 1.0")
                .contains("hub_parts_judged_total{verdict=\"good\"} 2.0")
                .contains("hub_parts_judged_total{verdict=\"scrapped\"} 0.0")
                .contains("hub_jobs_ended_total{outcome=\"FINISHED\"} 2.0")
                .contains("hub_order_lead_time_seconds_count 1")
                .contains("hub_machines{availability=\"ONLINE\"} 2.0")
                .contains("hub_broker_connections{protocol=\"MQTT\"} 2.0")
                .containsPattern("http_server_requests_seconds_count\\{method=\"POST\",operation=\"createOrder\","
                        + "outcome=\"SUCCESS\",status=\"201\"} 1"));
    }

    @Test
    @Order(1)
    void noSeriesIsMadeOfAnIdOrAnUnknownPath() throws IOException, InterruptedException {
        long before = scrape().lines()
                .filter(l -> l.startsWith("http_server_requests"))
                .count();
        for (int i = 0; i < 20; i++) {
            assertThat(hub.client().get("/nothing-" + i).status()).isEqualTo(404);
            assertThat(hub.client().get("/orders/ord_" + i).status()).isEqualTo(404);
        }

        String after = scrape();

        assertThat(after).doesNotContain(order).contains("operation=\"none\"");
        assertThat(after.lines().filter(l -> l.startsWith("http_server_requests")))
                .hasSizeLessThan((int) before + 20);
    }

    @Test
    @Order(1)
    void boardHasTheOrder() throws IOException {
        JsonNode board = RunningHub.ok(hub.client().get("/board"));

        assertThat(board.at("/total/ordersDelivered").asInt()).isEqualTo(1);
        assertThat(board.at("/total/firstPass/share").asDouble()).isEqualTo(1);
        assertThat(board.at("/total/onTime/share").asDouble()).isEqualTo(1);
        assertThat(board.at("/total/money/0/ordered").asDouble()).isPositive();
        assertThat(board.at("/total/machineTime/quotedS").asLong()).isPositive();
        assertThat(board.path("periods")).hasSize(30);
        assertThat(board.path("machines").findValuesAsText("machine")).containsExactly("demo/fast-1", "demo/fast-2");
        assertThat(board.path("stages").findValuesAsText("state")).contains("SHIPPED", "IN_PRODUCTION");
        assertThat(text("/board/export?table=MACHINES").lines())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "machine,plannedS,busyS,idealS,finishedS,good,scrapped,availability,performance,quality,oee");
        assertThat(hub.client().get("/board?from=2026-02-30").status()).isEqualTo(400);
        assertThat(hub.client().get("/board?from=2020-01-01").status()).isEqualTo(400);
    }

    @Test
    @Order(1)
    void dashboardIsLaidOutAsGrafanaWantsIt() throws IOException {
        JsonNode dashboard = dashboard();
        assertThat(dashboard.path("uid").asText()).isEqualTo("amsp-hub");
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            assertThat(panel.path("type").asText()).as(title).isIn("row", "stat", "timeseries");
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt())
                    .as(title)
                    .isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y);
                    assertThat(cells.add(cell)).as(title + " lies on another").isTrue();
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).as(title).isNotBlank();
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
                assertThat(panel.path("targets")).as(title).isNotEmpty();
            }
        }
    }

    @Test
    @Order(1)
    void eachRuleSaysWhatItIsAndWhatToDo() throws IOException, InterruptedException {
        String rules = Files.readString(PrometheusServer.DOCUMENTS.resolve("alerts.yml"));
        for (String rule : rules.split("- alert: ", -1)) {
            if (!rule.startsWith("#")) {
                assertThat(rule).contains(" for: ", "severity: ", "summary: ", "action: ");
            }
        }
        assumeThat(PrometheusServer.TOOL).exists();
        assertThat(promtool("check", "rules", "alerts.yml")).contains("SUCCESS: ");
        assertThat(promtool("check", "config", "prometheus.yml")).contains("SUCCESS: ");
        assertThat(promtool("test", "rules", "alerts-test.yml")).contains("SUCCESS");
    }

    @Test
    @Order(2)
    void alertsFireWhenSomethingIsWrongAndEveryPanelHasAnAnswer() throws IOException {
        assumeThat(PrometheusServer.PROGRAM).exists();
        try (PrometheusServer prometheus =
                PrometheusServer.start(directory.resolve("prometheus"), hub.managementUrl())) {
            assertThat(prometheus.firing()).doesNotContain("HubDeadLetters", "HubMachinesAway", "HubNoMachine");
            for (String expression : panels()) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(prometheus.vector(expression.replace("$job", "amsp-hub")))
                                .as(expression)
                                .isNotEmpty());
            }

            farm.tell("garbage fast-1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(prometheus.firing()).contains("HubDeadLetters"));

            farm.close();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(prometheus.firing()).contains("HubMachinesAway", "HubNoMachine"));
            assertThat(StreamSupport.stream(prometheus.alerts().spliterator(), false)
                            .filter(alert ->
                                    alert.at("/labels/alertname").asText().equals("HubNoMachine"))
                            .map(alert -> alert.at("/annotations/summary").asText()))
                    .containsExactly("No machine can be reached; nothing is made.");

            hub.kill();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(prometheus.firing()).contains("HubDown"));
        }
    }

    private String scrape() throws IOException {
        return body(HttpRequest.newBuilder(hub.managementUrl().resolve("/observe/metrics")));
    }

    private String text(String path) throws IOException {
        return body(HttpRequest.newBuilder(hub.url().resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + hub.secret()));
    }

    private static String body(HttpRequest.Builder request) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PrometheusServer.TOOL.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(PrometheusServer.DOCUMENTS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static JsonNode dashboard() throws IOException {
        return Json.mapper()
                .readTree(PrometheusServer.DOCUMENTS.resolve("dashboard.json").toFile());
    }

    private static List<String> panels() throws IOException {
        return dashboard().path("panels").findValuesAsText("expr");
    }

    /** The expressions of panels and rules. */
    private static List<String> all() throws IOException {
        List<String> expressions = new ArrayList<>(panels());
        Matcher rules = EXPRESSION.matcher(Files.readString(PrometheusServer.DOCUMENTS.resolve("alerts.yml")));
        while (rules.find()) {
            expressions.add(rules.group());
        }
        assertThat(expressions).hasSizeGreaterThan(40);
        return expressions;
    }
}
