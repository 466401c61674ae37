package io.amsphub.config.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.processors.exchange.Json;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partners over their queues: the whole hub, and a JMS client of another make over AMQP. */
@SuppressWarnings("NullAway") // JUnit and the method before the tests set the fields
class PartnerQueuesTest {

    @TempDir
    private static Path directory;

    private static WholeHub hub;
    private String secret;

    @BeforeAll
    static void start() throws IOException {
        hub = new WholeHub(directory.resolve("data"))
                .with("hub.partner.queue-depth", "60")
                .start();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void register() throws IOException {
        secret = hub.register(Map.of("name", "acme", "organisation", "acme-corp"));
    }

    private QueueClient acme() throws JMSException {
        return new QueueClient(hub.amqp(), "acme", secret);
    }

    private HubClient rest() {
        return hub.client("partner.acme", secret);
    }

    private static JsonNode json(TextMessage message) throws JMSException {
        return Json.read(message.getText(), JsonNode.class);
    }

    @Test
    void ordersByQueueWhatRestThenShowsAndHearsWhatHappensToIt() throws Exception {
        String revision = WholeHub.readyRevision(rest(), directory);
        String order;
        try (QueueClient acme = acme()) {
            JsonNode quote = acme.ask(
                    "q-1", "createQuote", null, Map.of("revision", revision, "material", "mex-pla", "quantity", 2));
            assertThat(quote.path("status").asInt()).as("%s", quote).isIn(201, 202);
            String quoteId = quote.at("/data/id").asText();
            await().atMost(WholeHub.PATIENCE)
                    .until(() -> acme.ask(UUID.randomUUID().toString(), "getQuote", quoteId, null)
                            .at("/data/state")
                            .asText()
                            .equals("PRICED"));
            JsonNode placed = acme.ask("o-1", "createOrder", null, Map.of("quote", quoteId, "reference", "PO-7"));
            order = placed.at("/data/id").asText();
            assertThat(placed.path("status").asInt()).as("%s", placed).isEqualTo(201);
            assertThat(placed.path("subject").asText()).isEqualTo("o-1");
            assertThat(placed.path("type").asText()).isEqualTo("io.amsphub.reply");

            JsonNode again = acme.ask("o-1", "createOrder", null, Map.of("quote", quoteId, "reference", "PO-7"));
            assertThat(again.at("/data/id").asText()).isEqualTo(order);
            assertThat(again.path("replayed").asText()).isEqualTo("true");
            JsonNode other = acme.ask("o-1", "createOrder", null, Map.of("quote", quoteId, "reference", "PO-8"));
            assertThat(other.at("/data/code").asText()).isEqualTo("AMSP-1010");

            JsonNode event = acme.event("io.amsphub.event.order.created");
            assertThat(event.path("subject").asText()).isEqualTo(order);
            assertThat(event.at("/data/organisation").asText()).isEqualTo("acme-corp");

            JsonNode shown = acme.ask("g-1", "getOrder", order, null);
            assertThat(shown.path("etag").asText()).isNotEmpty();
            JsonNode cancelled = acme.ask("c-1", "cancelOrder", order, Map.of("reason", "changed our mind"));
            assertThat(cancelled.at("/data/state").asText()).as("%s", cancelled).isEqualTo("CANCELLED");
        }
        assertThat(WholeHub.ok(rest().get("/orders")).path("items")).hasSize(1);
        assertThat(WholeHub.ok(rest().get("/orders/" + order)).path("state").asText())
                .isEqualTo("CANCELLED");
        assertThat(WholeHub.ok(rest().post(
                                        "/orders",
                                        Map.of(
                                                "quote",
                                                WholeHub.ok(rest().get("/orders/" + order))
                                                        .path("quoteId")
                                                        .asText(),
                                                "reference",
                                                "PO-7"),
                                        "o-1"))
                        .path("id")
                        .asText())
                .as("the same key over REST")
                .isEqualTo(order);
    }

    @Test
    void replyGoesToTheQueueForRepliesAndNeverToThatOfAnother() throws Exception {
        String other = hub.register(Map.of("name", "rival", "organisation", "rival-inc"));
        try (QueueClient acme = acme();
                QueueClient rival = new QueueClient(hub.amqp(), "rival", other)) {
            Message own = acme.session.createTextMessage(QueueClient.command("w-1", "whoAmI", null, null));
            own.setJMSReplyTo(acme.session.createQueue("amsp.partner.acme.reply"));
            own.setJMSCorrelationID("mine");
            acme.send(own);
            TextMessage reply = acme.receive("reply", 120_000);
            assertThat(reply.getJMSCorrelationID()).isEqualTo("mine");
            assertThat(json(reply).at("/data/name").asText()).isEqualTo("partner.acme");

            Message foreign = acme.session.createTextMessage(QueueClient.command("w-2", "whoAmI", null, null));
            foreign.setJMSReplyTo(acme.session.createQueue("amsp.partner.rival.out"));
            String id = acme.send(foreign);
            assertThat(acme.reply(id).path("status").asInt()).isEqualTo(200);
            assertThat(rival.receive("out", 500)).isNull();
        }
    }

    @Test
    void partnerReachesItsOwnQueuesOnly() throws Exception {
        hub.register(Map.of("name", "rival", "organisation", "rival-inc"));
        try (QueueClient acme = acme()) {
            for (String queue : new String[] {
                "amsp.partner.rival.out",
                "amsp.partner.rival.reply",
                "dead-letter",
                "amsp.partner.acme.in",
                "amsp.partner.#",
                "amsp.partner.acme.other",
                "order-confirm"
            }) {
                assertThatThrownBy(() -> acme.session.createConsumer(acme.session.createQueue(queue)))
                        .as("read %s", queue)
                        .isInstanceOf(JMSException.class);
            }
            for (String queue : new String[] {
                "amsp.partner.rival.in",
                "amsp.partner.acme.out",
                "order-confirm",
                "am.demo.fast-1.command.print",
                "amsp.partner.acme.in::order-confirm"
            }) {
                assertThatThrownBy(() -> {
                            try (var producer = acme.session.createProducer(acme.session.createQueue(queue))) {
                                producer.send(acme.session.createTextMessage("{}"));
                            }
                        })
                        .as("send to %s", queue)
                        .isInstanceOf(JMSException.class);
            }
        }
        assertThatThrownBy(() -> new QueueClient(hub.amqp(), "acme", "wrong")).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void whatIsNoCommandIsKeptWithTheReasonAndAnswered() throws Exception {
        try (QueueClient acme = acme()) {
            assertThat(acme.reply(acme.send("{\"order\":")).at("/data/code").asText())
                    .isEqualTo("AMSP-1001");
            assertThat(acme.reply(acme.send("{\"orders\":1}")).at("/data/code").asText())
                    .isEqualTo("AMSP-7103");
            assertThat(acme.ask("x", "makeCoffee", null, null).at("/data/code").asText())
                    .isEqualTo("AMSP-7102");
            assertThat(acme.ask("x", "appendUpload", "upl_1", null)
                            .at("/data/code")
                            .asText())
                    .isEqualTo("AMSP-7102");
            assertThat(acme.reply(acme.send(acme.session.createObjectMessage(java.time.Instant.EPOCH)))
                            .at("/data/code")
                            .asText())
                    .isEqualTo("AMSP-1008");
            assertThat(acme.reply(acme.send(acme.session.createMapMessage()))
                            .at("/data/code")
                            .asText())
                    .isEqualTo("AMSP-1008");
            BytesMessage noText = acme.session.createBytesMessage();
            noText.writeBytes(new byte[] {(byte) 0xC3, 0x28});
            assertThat(acme.reply(acme.send(noText)).at("/data/code").asText()).isEqualTo("AMSP-1008");
            String long1 = "x".repeat((1 << 20) + 10);
            assertThat(acme.reply(acme.send(long1)).at("/data/code").asText()).isEqualTo("AMSP-1009");
            assertThatThrownBy(() -> acme.send("x".repeat(3 << 20)))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("AMSP-1009");

            BytesMessage bytes = acme.session.createBytesMessage();
            bytes.writeBytes(QueueClient.command("w", "whoAmI", null, null).getBytes(StandardCharsets.UTF_8));
            assertThat(acme.reply(acme.send(bytes)).at("/data/name").asText()).isEqualTo("partner.acme");
            JsonNode invalid = acme.ask("i", "createOrder", null, Map.of("quote", 7));
            assertThat(invalid.at("/data/code").asText()).isEqualTo("AMSP-1002");
            assertThat(invalid.at("/data/errors/0/where").asText()).isEqualTo("/quote");
            assertThat(acme.ask("f", "listDeadLetters", null, null)
                            .at("/data/code")
                            .asText())
                    .isEqualTo("AMSP-1004");
        }
        JsonNode kept = WholeHub.ok(hub.operator().get("/dead-letters"));
        assertThat(kept.path("items").findValuesAsText("queue")).containsOnly("amsp.partner.acme.in");
        assertThat(kept.path("items").findValuesAsText("reason"))
                .anyMatch(reason -> reason.contains("is not JSON"))
                .anyMatch(reason -> reason.contains("no transformations"));
    }

    @Test
    void quotaHoldsOverRestAndQueueTogetherAndSaysWhenToComeAgain() throws Exception {
        String slow = hub.register(Map.of("name", "slow", "organisation", "slow", "requestsPerMinute", 20));
        HubClient rest = hub.client("partner.slow", slow);
        assertThat(rest.get("/orders").status()).isEqualTo(200);
        assertThat(rest.get("/orders").status()).isEqualTo(200);
        HubClient.Answer refused = rest.get("/orders");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("code").asText()).isEqualTo("AMSP-1014");
        try (QueueClient client = new QueueClient(hub.amqp(), "slow", slow)) {
            JsonNode reply = client.ask("w", "whoAmI", null, null);
            assertThat(reply.path("status").asInt()).isEqualTo(429);
            assertThat(reply.path("retryafter").asInt()).isBetween(1, 3);
        }
        assertThat(rest().get("/orders").status()).as("others are not held up").isEqualTo(200);
    }

    @Test
    void partnerThatDoesNotReadIsWaitedForAloneAndLosesNothing() throws Exception {
        String idle = hub.register(Map.of("name", "idle", "organisation", "idle", "requestsPerMinute", 6000));
        try (QueueClient client = new QueueClient(hub.amqp(), "idle", idle)) {
            Set<String> sent = new TreeSet<>();
            for (int i = 0; i < 70; i++) {
                sent.add(client.send(QueueClient.command("w-" + i, "whoAmI", null, null)));
            }
            await().atMost(WholeHub.PATIENCE).until(() -> WholeHub.waiting("amsp.partner.idle.out") >= 60);
            await().atMost(WholeHub.PATIENCE).until(() -> WholeHub.consumers("amsp.partner.idle.in") == 0);
            await("what is sent now stays where it is")
                    .atMost(WholeHub.PATIENCE)
                    .until(() -> {
                        sent.add(client.send(QueueClient.command("w-" + sent.size(), "whoAmI", null, null)));
                        return WholeHub.waiting("amsp.partner.idle.in") >= 5;
                    });
            assertThat(WholeHub.consumers("amsp.partner.idle.in")).isZero();
            try (QueueClient acme = acme()) {
                assertThat(acme.ask(UUID.randomUUID().toString(), "whoAmI", null, null)
                                .path("status")
                                .asInt())
                        .isEqualTo(200);
            }
            for (String id : sent) {
                assertThat(client.reply(id).path("status").asInt()).isEqualTo(200);
            }
        }
        assertThat(WholeHub.waiting("amsp.partner.idle.in")).isZero();
    }

    @Test
    void queuesOutliveARestartAndASuspendedPartnerIsOut() throws Exception {
        String late = hub.register(Map.of("name", "late", "organisation", "late"));
        String id;
        try (QueueClient client = new QueueClient(hub.amqp(), "late", late)) {
            id = client.send(QueueClient.command("w-1", "whoAmI", null, null));
            try (var browser = client.session.createBrowser(client.session.createQueue("amsp.partner.late.out"))) {
                await().atMost(WholeHub.PATIENCE)
                        .until(() -> browser.getEnumeration().hasMoreElements());
            }
        }
        hub.close();
        hub.start();
        try (QueueClient client = new QueueClient(hub.amqp(), "late", late)) {
            assertThat(client.reply(id).at("/data/name").asText()).isEqualTo("partner.late");
            assertThat(client.ask("w-2", "whoAmI", null, null).path("status").asInt())
                    .isEqualTo(200);

            WholeHub.ok(hub.operator()
                    .send(
                            "PUT",
                            "/partners/late/registration",
                            BodyPublishers.ofString("{\"registration\":\"SUSPENDED\",\"reason\":\"late payment\"}"),
                            "Content-Type",
                            "application/json"));
            await().atMost(WholeHub.PATIENCE).untilAsserted(() -> assertThatThrownBy(
                            () -> client.send(QueueClient.command("w-3", "whoAmI", null, null)))
                    .isInstanceOf(JMSException.class));
        }
        assertThatThrownBy(() -> new QueueClient(hub.amqp(), "late", late)).isInstanceOf(JMSException.class);
        assertThat(hub.client("partner.late", late).get("/orders").status()).isEqualTo(401);
    }
}
