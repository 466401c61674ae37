package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.config.client.HubClient;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quoting as a user walks it, with an AM centre that is told over HTTP and calls back, and a hub that dies while
 * the request for quotation is open.
 */
class QuotingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final List<JsonNode> letters = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpServer centre;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @BeforeEach
    void prepare() throws IOException {
        centre = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        centre.createContext("/rfq", exchange -> {
            letters.add(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        centre.start();
        hub = new RunningHub(directory.resolve("data"));
        Files.createDirectories(hub.data());
        Files.writeString(hub.data().resolve("catalogue.json"), Json.write(catalogueWithSouth()));
    }

    @AfterEach
    void stop() {
        hub.close();
        centre.stop(0);
    }

    /** The catalogue that ships, with one more centre, which wants to be asked. */
    private JsonNode catalogueWithSouth() throws IOException {
        JsonNode catalogue = resource("/catalogue.json");
        ObjectNode south = catalogue.at("/centres/1").deepCopy();
        south.put("id", "south").put("name", "South");
        south.put("requestUrl", "http://127.0.0.1:" + centre.getAddress().getPort() + "/rfq");
        ((ArrayNode) catalogue.get("centres")).add(south);
        return catalogue;
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RunningHub.class.getResourceAsStream(name))) {
            return Json.mapper().readTree(in);
        }
    }

    @Test
    void priceIsMeasuredExplainedReviewedAndGatheredThoughTheHubDies() throws Exception {
        HubClient client = hub.start().client();
        Customer customer = new Customer(client);
        JsonNode revision = customer.ready(Models.cube(directory.resolve("cube.stl"), 20));
        JsonNode quote = customer.quote(revision, 3);
        assertPriceHolds(client, revision, quote);
        assertReviewIsNeeded(client, revision);
        assertOddQuestionsGetClearAnswers(client, revision);

        String rfq = openRequest(client, revision);
        await().atMost(PATIENCE).until(() -> !letters.isEmpty());
        hub.kill();
        useNewRules();
        client = hub.start().client();
        assertThat(read(client, "/requests-for-quotation/" + rfq).path("state").asText())
                .isEqualTo("OPEN");
        assertForgedAnswersAreRefused();
        HttpResponse<String> receipt = answer(letters.get(0).path("token").asText(), offer("26.00"));
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
        assertThat(answer(letters.get(0).path("token").asText(), offer("26.00")).body())
                .isEqualTo(receipt.body());
        assertThat(answer(letters.get(0).path("token").asText(), offer("25.00")).statusCode())
                .isEqualTo(409);
        HubClient running = client;
        await().atMost(PATIENCE).until(() -> !read(running, "/requests-for-quotation/" + rfq)
                .path("state")
                .asText()
                .equals("OPEN"));
        JsonNode ended = read(client, "/requests-for-quotation/" + rfq);
        assertThat(ended.path("chosen").asText()).as(ended.toString()).isEqualTo("south");
        JsonNode won = read(client, "/quotes/" + ended.path("quoteId").asText());
        assertThat(won.at("/price/net/amount").decimalValue()).isEqualByComparingTo("26.00");
        assertThat(new Customer(client).order(won).path("amCentre").asText()).isEqualTo("south");

        JsonNode old = read(client, "/quotes/" + quote.path("id").asText() + "/verification");
        assertThat(old.path("same").asBoolean()).as("by the rules of then").isTrue();
        JsonNode dearer = new Customer(client).quote(revision, 3);
        assertThat(dearer.at("/inputs/rulesVersion").asText()).isEqualTo("2026-11-9");
        assertThat(dearer.at("/price/total/amount").decimalValue())
                .isGreaterThan(quote.at("/price/total/amount").decimalValue());
    }

    private static void assertPriceHolds(HubClient client, JsonNode revision, JsonNode quote) throws IOException {
        assertThat(quote.path("state").asText()).isEqualTo("PRICED");
        assertThat(quote.at("/inputs/figures/method").asText()).isEqualTo("LAYERS");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode item : quote.at("/price/items")) {
            sum = sum.add(item.at("/amount/amount").decimalValue());
        }
        assertThat(quote.at("/price/total/amount").decimalValue()).isEqualByComparingTo(sum);
        assertThat(quote.path("candidates")).hasSize(3);
        quote.path("candidates")
                .forEach(c -> assertThat(c.path("reason").asText()).isNotBlank());
        String path = Customer.path(revision) + "/measurements";
        await().atMost(PATIENCE).until(() -> read(client, path).path("items").size() >= 4);
        JsonNode again = RunningHub.ok(client.post("/quotes", body(revision, "mex-pla", 3)));
        assertThat(again.path("state").asText())
                .as("measured, so priced at once")
                .isEqualTo("PRICED");
    }

    private static void assertReviewIsNeeded(HubClient client, JsonNode revision) throws IOException {
        JsonNode quote = RunningHub.ok(client.post("/quotes", body(revision, "mex-pla", 2000)));
        String path = "/quotes/" + quote.path("id").asText();
        assertThat(quote.path("state").asText()).isEqualTo("IN_REVIEW");
        assertThat(client.post("/orders", Map.of("quote", quote.path("id").asText()))
                        .status())
                .isEqualTo(409);
        JsonNode adjusted = RunningHub.ok(client.post(
                path + "/decision", Map.of("decision", "ADJUST", "net", 3000, "reason", "a series of ours")));
        assertThat(adjusted.path("state").asText()).isEqualTo("PRICED");
        assertThat(adjusted.at("/price/net/amount").decimalValue()).isEqualByComparingTo("3000");
        assertThat(read(client, path + "/verification").path("same").asBoolean())
                .isTrue();
        JsonNode welded = RunningHub.ok(client.post("/quotes", body(revision, "ded-steel", 1)));
        assertThat(welded.path("mode").asText()).isEqualTo("TO_BE_DETERMINED");
    }

    private static void assertOddQuestionsGetClearAnswers(HubClient client, JsonNode revision) throws IOException {
        for (Object quantity : List.of(0, -1, 1_000_000_000, 1.5)) {
            assertThat(client.post("/quotes", with(body(revision, "mex-pla", 1), "quantity", quantity))
                            .status())
                    .as("quantity " + quantity)
                    .isEqualTo(400);
        }
        HubClient.Answer unknown = client.post("/quotes", with(body(revision, "mex-pla", 1), "currency", "XYZ"));
        assertThat(unknown.body().path("code").asText()).isEqualTo("AMSP-3006");
        HubClient.Answer impossible = client.post(
                "/price-indications",
                Map.of(
                        "material",
                        "mex-pla",
                        "quantity",
                        1,
                        "size",
                        Map.of("x", 20, "y", 20, "z", 20),
                        "volumeMm3",
                        9000,
                        "areaMm2",
                        2400));
        assertThat(impossible.body().path("code").asText()).isEqualTo("AMSP-3010");
    }

    private static String openRequest(HubClient client, JsonNode revision) throws IOException {
        Map<String, Object> body = with(body(revision, "mex-pla", 10), "choice", "PRICE");
        body = with(body, "deadline", Instant.now().plus(Duration.ofMinutes(10)).toString());
        JsonNode rfq = RunningHub.ok(client.post("/requests-for-quotation", body));
        assertThat(rfq.path("invited")).hasSize(3);
        return rfq.path("id").asText();
    }

    private void assertForgedAnswersAreRefused() throws Exception {
        String token = letters.get(0).path("token").asText();
        assertThat(answer(token.replace(".south~", ".demo~"), offer("1.00")).statusCode())
                .isEqualTo(401);
        assertThat(answer("", offer("1.00")).statusCode()).isEqualTo(401);
        assertThat(answer(token, offer("-1")).statusCode()).isEqualTo(400);
    }

    /** Rules that charge more, beside which the old ones are not kept as a file. */
    private void useNewRules() throws IOException {
        ObjectNode rules = (ObjectNode) resource("/price-rules/2026-11-1.json");
        rules.put("version", "2026-11-9");
        ((ObjectNode) rules.get("work")).put("packingPerLot", 40);
        Path own = hub.data().resolve("price-rules");
        Files.createDirectories(own);
        Files.writeString(own.resolve("own.json"), Json.write(rules));
    }

    private static String offer(String amount) {
        return "{\"net\":{\"amount\":" + amount + ",\"currency\":\"EUR\"},\"quantity\":10,\"leadTimeDays\":4}";
    }

    private HttpResponse<String> answer(String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/offers"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, Object> body(JsonNode revision, String material, int quantity) {
        return Map.of("revision", revision.path("id").asText(), "material", material, "quantity", quantity);
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> more = new TreeMap<>(body);
        more.put(name, value);
        return more;
    }

    private static JsonNode read(HubClient client, String path) throws IOException {
        return RunningHub.ok(client.get(path));
    }
}
