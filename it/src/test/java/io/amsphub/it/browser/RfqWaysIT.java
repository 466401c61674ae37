package io.amsphub.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.amsphub.config.client.HubClient;
import io.amsphub.it.system.Customer;
import io.amsphub.it.system.Models;
import io.amsphub.it.system.RunningHub;
import io.amsphub.processors.exchange.Json;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * One request for quotation in all four ways: by the rates of a centre, over HTTP, in a queue, and by e-mail with a link
 * that is opened in a real browser. The mail server is away at first, and the hub is killed while the request is open.
 * Skipped where there is no Chromium.
 */
@EnabledIf(value = "io.amsphub.it.browser.Browser#isInstalled", disabledReason = Browser.MISSING)
class RfqWaysIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PICTURES = Path.of(System.getProperty("pages.pictures", "target/screenshots"));
    private static final Pattern LINK = Pattern.compile("http://\\S+/offer#\\S+");
    private static final String HOSTILE = "West <b>& Söhne</b>\r\nBcc: all@evil.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final List<JsonNode> letters = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpServer south;

    @SuppressWarnings("NullAway.Init") // set before each
    private GreenMail post;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    private int amqpPort;

    @BeforeEach
    void prepare() throws IOException {
        south = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        south.createContext("/rfq", exchange -> {
            letters.add(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        south.start();
        int smtpPort = freePort();
        post = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        amqpPort = freePort();
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.amqp.port", Integer.toString(amqpPort))
                .with("hub.mail.host", "127.0.0.1")
                .with("hub.mail.port", Integer.toString(smtpPort))
                .with("hub.mail.security", "none")
                .with("hub.mail.from", "rfq@hub.test");
        Files.createDirectories(hub.data());
        Files.writeString(hub.data().resolve("catalogue.json"), Json.write(catalogue()));
    }

    @AfterEach
    void stop() {
        hub.close();
        post.stop();
        south.stop(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The catalogue that ships, with three more centres. */
    private JsonNode catalogue() throws IOException {
        try (InputStream in = Objects.requireNonNull(RunningHub.class.getResourceAsStream("/catalogue.json"))) {
            JsonNode catalogue = Json.mapper().readTree(in);
            String url = "http://127.0.0.1:" + south.getAddress().getPort() + "/rfq";
            add(catalogue, "south", "South", "requestUrl", url);
            add(catalogue, "east", "East", "requestPartner", "east-mes");
            add(catalogue, "west", HOSTILE, "requestEmail", "quotes@west.test");
            return catalogue;
        }
    }

    private static void add(JsonNode catalogue, String id, String name, String way, String where) {
        ObjectNode centre = catalogue.at("/centres/1").deepCopy();
        ((ArrayNode) catalogue.get("centres"))
                .add(centre.put("id", id).put("name", name).put(way, where));
    }

    @Test
    void fourCentresAnswerInFourWaysThoughTheHubDiesAndTheBestOfferIsOrdered() throws Exception {
        HubClient operator = hub.start().client();
        String eastSecret = register(operator, "east-mes");
        String rivalSecret = register(operator, "rival");
        JsonNode revision = new Customer(operator).ready(Models.cube(directory.resolve("cube.stl"), 20));
        String rfq = request(operator, revision, List.of("demo", "south", "east", "west"), Duration.ofMinutes(10));
        await().atMost(PATIENCE).until(() -> !letters.isEmpty());
        await("the mail server is away").atMost(PATIENCE).until(() -> note(operator, rfq, "west")
                .startsWith("not reached at"));

        hub.kill();
        post.start();
        HubClient client = hub.start().client();
        assertThat(post.waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
        String link = link(post.getReceivedMessages()[0]);

        answerByQueue(rfq, eastSecret, rivalSecret);
        HttpResponse<String> partial = answerByCall("24.00", 3);
        assertThat(partial.statusCode()).as(partial.body()).isEqualTo(200);

        hub.kill();
        HubClient again = hub.start().client();
        assertThat(state(again, rfq)).isEqualTo("OPEN");
        answerOnThePage(link);
        await().atMost(PATIENCE).until(() -> !state(again, rfq).equals("OPEN"));

        JsonNode ended = read(again, "/requests-for-quotation/" + rfq);
        assertThat(ended.path("state").asText()).as("%s", ended).isEqualTo("AWARDED");
        assertThat(ended.path("chosen").asText()).as("%s", ended).isEqualTo("west");
        assertThat(ended.path("answers").findValuesAsText("channel"))
                .containsExactlyInAnyOrder("RULES", "CALLBACK", "QUEUE", "EMAIL");
        assertThat(ended.path("answers").findValuesAsText("state"))
                .containsExactlyInAnyOrder("OFFERED", "PARTIAL", "OFFERED", "OFFERED");
        JsonNode quote = read(again, "/quotes/" + ended.path("quoteId").asText());
        assertThat(quote.at("/price/net/amount").decimalValue()).isEqualByComparingTo("25.50");
        assertThat(new Customer(again).order(quote).path("amCentre").asText()).isEqualTo("west");

        assertLateAnswersAreRefused(again, revision, eastSecret);
        String token = link.substring(link.indexOf('#') + 1);
        assertThat(hub.log()).doesNotContain(token).doesNotContain(eastSecret);
        assertThat(client.get("/am-centres/west").body().toString()).doesNotContain("quotes@west.test");
    }

    @Test
    void mailOverWhichTheHubDiesComesAgainUnderItsMessageIdAndItsReaderDeclines() throws Exception {
        post.start();
        HubClient operator = hub.with("hub.halt-at", "centre-told:1").start().client();
        JsonNode revision = new Customer(operator).ready(Models.cube(directory.resolve("cube.stl"), 20));
        String rfq = request(operator, revision, List.of("west"), Duration.ofMinutes(10));
        assertThat(hub.diesWithin(PATIENCE)).isTrue();
        assertThat(post.getReceivedMessages()).hasSize(1);

        HubClient client = hub.without("hub.halt-at").start().client();
        await().atMost(PATIENCE).until(() -> note(client, rfq, "west").startsWith("told at"));
        MimeMessage[] mails = post.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[1].getMessageID()).isEqualTo(mails[0].getMessageID());
        assertThat(link(mails[1])).isEqualTo(link(mails[0]));
        try (Browser browser = Browser.start(Duration.ofSeconds(40))) {
            browser.open(URI.create(link(mails[0])));
            browser.click("button", "Decline");
            browser.click("dialog button", "Decline");
            browser.awaitText("h2", "You have declined");
        }
        await().atMost(PATIENCE).until(() -> state(client, rfq).equals("UNANSWERED"));
    }

    @Test
    void catalogueThatNeedsAMailServerThatIsNotNamedIsRefusedAtTheStart() throws IOException {
        hub.without("hub.mail.host").launch();
        assertThat(hub.exitCode()).isNotZero();
        assertThat(hub.log()).contains("hub.mail.host: the catalogue has AM centres that are asked by e-mail, [west]");
    }

    private void answerByQueue(String rfq, String eastSecret, String rivalSecret) throws Exception {
        String subject = rfq + "/east";
        Map<String, Object> offer = offer("26.00", 10);
        try (PartnerQueue east = new PartnerQueue(amqpPort, "east-mes", eastSecret);
                PartnerQueue rival = new PartnerQueue(amqpPort, "rival", rivalSecret)) {
            JsonNode invitation = east.next();
            assertThat(invitation.path("type").asText()).isEqualTo("io.amsphub.rfq.invitation");
            assertThat(invitation.path("subject").asText()).isEqualTo(subject);
            assertThat(invitation.at("/data/quantity").asInt()).isEqualTo(10);
            assertThat(invitation.at("/data/geometry/volumeMm3").asDouble()).isEqualTo(8000);

            assertThat(invitation.path("data").has("token")).isFalse();

            assertThat(rival.answer("r-1", subject, offer).path("status").asInt())
                    .isEqualTo(404);
            assertThat(east.answer("e-0", rfq + "/west", offer).path("status").asInt())
                    .isEqualTo(404);
            assertThat(east.answer("e-1", subject, offer("26.00", 11))
                            .at("/data/code")
                            .asText())
                    .isEqualTo("AMSP-3104");
            JsonNode receipt = east.answer("e-2", subject, offer);
            assertThat(receipt.path("status").asInt()).as("%s", receipt).isEqualTo(200);
            assertThat(east.answer("e-3", subject, offer).path("data"))
                    .as("the same again")
                    .isEqualTo(receipt.path("data"));
            assertThat(east.answer("e-2", subject, offer).path("replayed").asText())
                    .isEqualTo("true");
            assertThat(east.answer("e-4", subject, offer("20.00", 10))
                            .at("/data/code")
                            .asText())
                    .isEqualTo("AMSP-3102");
        }
    }

    private HttpResponse<String> answerByCall(String amount, int quantity) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/offers"))
                .header(
                        "Authorization",
                        "Bearer " + letters.get(0).path("token").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(offer(amount, quantity))))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void answerOnThePage(String link) throws IOException {
        try (Browser browser = Browser.start(Duration.ofSeconds(40))) {
            browser.open(URI.create(link.substring(0, link.length() - 3)));
            browser.awaitText(".problem", "The link is not valid");
            browser.open(URI.create("about:blank"));
            browser.open(URI.create(link));
            browser.awaitText("h1", "You are asked for an offer");
            assertThat(browser.text())
                    .contains("West <b>& Söhne</b>", "20 × 20 × 20 mm", "8 cm³", "10 parts")
                    .doesNotContain("cube");
            browser.type("#net", "25.50");
            browser.type("#days", "4");
            browser.type("#note", "<img src=x onerror=alert(1)> without supports");
            browser.awaitText(".small", "€2.55 for a part");
            browser.screenshot(PICTURES.resolve("offer.png"));
            browser.click("button", "Send the offer");
            browser.awaitText("h2", "Your offer is noted");
            browser.open(URI.create("about:blank"));
            browser.open(URI.create(link));
            browser.awaitText("h2", "Your offer is noted");
            assertThat(browser.text()).contains("€25.50", "<img src=x onerror=alert(1)> without supports");
            assertThat(browser.texts("form")).isEmpty();
            browser.screenshot(PICTURES.resolve("offer-noted.png"));
            assertThat(browser.errors()).noneMatch(error -> error.contains("Content Security Policy"));
        }
    }

    private void assertLateAnswersAreRefused(HubClient client, JsonNode revision, String eastSecret) throws Exception {
        post.purgeEmailFromAllMailboxes();
        String rfq = request(client, revision, List.of("east", "west"), Duration.ofSeconds(15));
        assertThat(post.waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
        await().atMost(PATIENCE).until(() -> state(client, rfq).equals("UNANSWERED"));
        try (PartnerQueue east = new PartnerQueue(amqpPort, "east-mes", eastSecret)) {
            assertThat(east.next().path("subject").asText()).isEqualTo(rfq + "/east");
            JsonNode late = east.answer("e-5", rfq + "/east", offer("26.00", 10));
            assertThat(late.path("status").asInt()).isEqualTo(409);
            assertThat(late.at("/data/code").asText()).isEqualTo("AMSP-3101");
        }
        try (Browser browser = Browser.start(Duration.ofSeconds(40))) {
            browser.open(URI.create(link(post.getReceivedMessages()[0])));
            browser.awaitText("h2", "No answer is taken any more");
        }
    }

    private static String link(MimeMessage mail) throws Exception {
        assertThat(mail.getMessageID()).matches("<rfq_[0-9a-f]{32}@hub\\.test>");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(1).getContent().toString())
                .contains("West &lt;b&gt;&amp; Söhne&lt;/b&gt;")
                .doesNotContain("<b>");
        Matcher link = LINK.matcher(parts.getBodyPart(0).getContent().toString());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static String request(HubClient client, JsonNode revision, List<String> centres, Duration time)
            throws IOException {
        Map<String, Object> body = Map.of(
                "revision",
                revision.path("id").asText(),
                "material",
                "mex-pla",
                "quantity",
                10,
                "centres",
                centres,
                "shipTo",
                "DE",
                "deadline",
                Instant.now().plus(time).toString());
        return RunningHub.ok(client.post("/requests-for-quotation", body))
                .path("id")
                .asText();
    }

    private static String register(HubClient operator, String name) throws IOException {
        return RunningHub.ok(operator.post("/partners", Map.of("name", name, "organisation", name)))
                .path("secret")
                .asText();
    }

    private static Map<String, Object> offer(String amount, int quantity) {
        return Map.of(
                "net",
                Map.of("amount", new BigDecimal(amount), "currency", "EUR"),
                "quantity",
                quantity,
                "leadTimeDays",
                4);
    }

    private static String state(HubClient client, String rfq) throws IOException {
        return read(client, "/requests-for-quotation/" + rfq).path("state").asText();
    }

    private static String note(HubClient client, String rfq, String centre) throws IOException {
        for (JsonNode answer : read(client, "/requests-for-quotation/" + rfq).path("answers")) {
            if (answer.path("amCentre").asText().equals(centre)) {
                return answer.path("note").asText();
            }
        }
        return "";
    }

    private static JsonNode read(HubClient client, String path) throws IOException {
        return RunningHub.ok(client.get(path));
    }
}
