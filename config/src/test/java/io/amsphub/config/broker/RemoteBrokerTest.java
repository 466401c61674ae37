package io.amsphub.config.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.HubSettings;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.partner.PartnerQueueNames;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.production.Secrets;
import io.amsphub.routes.Flow;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own, over a real socket: what a hub asks of it, and what it is told while there is none. */
@SuppressWarnings("NullAway") // JUnit and the method before each test set the fields
class RemoteBrokerTest {

    private static final String SECRET = "a-secret-of-hubs-0123456789";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String STAGE = Flow.QUEUES.get(0);

    @TempDir
    Path directory;

    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Properties file = new Properties();
    private HubSettings settings;
    private HubBroker broker;
    private RemoteBroker remote;

    @BeforeEach
    void start() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
        int port = freePort();
        file.setProperty("hub.broker.port", Integer.toString(port));
        file.setProperty(
                "hub.broker.url", "(tcp://127.0.0.1:1,tcp://127.0.0.1:" + port + ")?ha=true&reconnectAttempts=-1");
        file.setProperty("hub.broker.password-file", secret.toString());
        file.setProperty("hub.database.url", "jdbc:postgresql://127.0.0.1/hub");
        file.setProperty("hub.mqtt.port", "0");
        file.setProperty("hub.amqp.port", "0");
        settings = settings();
        broker = startBroker();
        remote = new RemoteBroker(settings.broker().own());
        await().atMost(PATIENCE).until(() -> remote.trouble().isEmpty());
    }

    private HubSettings settings() {
        return HubSettings.read(directory.resolve("data"), file, Map.of(), new Properties());
    }

    private HubBroker startBroker() {
        HubBroker starting = HubBroker.alone(
                settings.broker(),
                settings.tls(),
                null,
                settings.limits().diskReserveBytes(),
                new BrokerSecurity(
                        new Operators(),
                        new FailedLogins(System::nanoTime),
                        (action, subject, who, origin, detail) -> {},
                        new BrokerSecurity.HubLogin("hub-node", Secrets.sha256(SECRET))));
        starting.answer(new BrokerControl(starting, ended::add));
        starting.start();
        return starting;
    }

    @AfterEach
    void stop() {
        remote.close();
        broker.close();
    }

    @Test
    void whatIsSentOverTheWireIsCounted() throws JMSException {
        PartnerQueueNames partner = PartnerQueueNames.of("acme");
        remote.ensure(partner);
        send(STAGE, "ord_1");
        send(STAGE, "ord_2 \u00e4\n\"");
        send(partner.out(), "{}");

        BrokerFigures figures =
                remote.figures(List.of(STAGE, partner.out(), "none")).orElseThrow();
        assertThat(figures.waiting())
                .containsEntry(STAGE, 2L)
                .containsEntry(partner.out(), 1L)
                .hasSize(2);
        assertThat(figures.since()).containsOnlyKeys(STAGE, partner.out());
        assertThat(figures.connections()).containsKey("CORE");
        assertThat(remote.waiting(partner.out())).isEqualTo(1);
        assertThat(remote.waiting("none")).isZero();
        remote.disconnect("demo/printer");
        assertThat(ended).containsExactly("demo/printer");
    }

    @Test
    void healthTellsTheBrokerThatServesFromTheOneThatWaitsAndTheOneThatStopped() throws Exception {
        file.setProperty("hub.broker.role", "backup");
        settings = settings();
        HubBroker second = startBroker();
        try (BrokerHealth ofFirst = new BrokerHealth(broker, 0);
                BrokerHealth ofSecond = new BrokerHealth(second, 0)) {
            assertThat(health(ofFirst, "")).isEqualTo("200 UP UP");
            assertThat(health(ofFirst, "/ready")).isEqualTo("200 UP UP");
            assertThat(health(ofSecond, "/started")).isEqualTo("200 UP ");
            assertThat(health(ofSecond, "/live")).isEqualTo("200 UP UP");
            assertThat(health(ofSecond, "/ready")).startsWith("503 DOWN DOWN the broker waits for its store; ");
            assertThat(health(ofSecond, "/other")).startsWith("404");

            broker.close();
            assertThat(health(ofFirst, "/live")).startsWith("503 DOWN DOWN the broker has stopped by itself; ");
            assertThat(health(ofFirst, "/ready")).startsWith("503 DOWN DOWN the broker has stopped by itself; ");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(health(ofSecond, "/ready")).isEqualTo("200 UP UP"));
        } finally {
            second.close();
        }
    }

    private static String health(BrokerHealth health, String group) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + health.port() + "/observe/health" + group);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = Json.mapper().readTree(answer.body());
        JsonNode check = body.path("checks").path(0);
        return (answer.statusCode() + " " + body.path("status").asText() + " "
                        + check.path("status").asText() + " "
                        + check.path("message").asText())
                .replaceAll(" $", "");
    }

    @Test
    void messagesOfABrokerOfItsOwnAreNotPartOfABackup() {
        assertThatThrownBy(remote::ownMessages).isInstanceOfSatisfying(HubException.class, e -> assertThat(
                        e.problem().remedy())
                .contains("hub.broker.store"));
    }

    @Test
    void brokerThatIsAwayIsSaidAtOnceAndFoundAgain() throws JMSException {
        try (Connection connection = remote.connectionFactory().createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(STAGE));
            send(STAGE, "ord_1");
            assertThat(consumer.receive(PATIENCE.toMillis())).isNotNull();
            broker.close();

            assertThatThrownBy(session::commit).isInstanceOf(JMSException.class);
        }
        await().atMost(PATIENCE).until(() -> remote.trouble().isPresent());
        long before = System.nanoTime();
        assertThat(remote.figures(List.of(STAGE))).isEmpty();
        assertThatThrownBy(() -> remote.waiting(STAGE))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.BROKER_AWAY));
        assertThatThrownBy(() -> remote.connectionFactory().createConnection()).isInstanceOf(JMSException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(remote.trouble().orElseThrow().remedy()).contains("hub broker");

        broker = startBroker();
        await().atMost(PATIENCE).until(() -> remote.trouble().isEmpty());
        try (Connection connection = remote.connectionFactory().createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Message again = session.createConsumer(session.createQueue(STAGE)).receive(PATIENCE.toMillis());
            assertThat(again.getBody(String.class)).as("what was not committed").isEqualTo("ord_1");
            session.commit();
        }
    }

    @Test
    void brokerThatLetsOneWaitHoldsNobodyElseUp() throws IOException {
        broker.close();
        try (ServerSocket silent =
                new ServerSocket(settings.broker().own().port(), 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> reached = CompletableFuture.supplyAsync(() -> accepted(silent));
            CompletableFuture<Void> first = CompletableFuture.runAsync(
                    () -> await().atMost(PATIENCE).until(() -> isAway() && reached.isDone()));
            try (Socket unanswered = reached.join()) {
                assertThat(unanswered.isConnected()).isTrue();
                assertThat(isAway()).isTrue();
                assertThat(first).as("who has the turn still waits").isNotDone();
                assertThat(remote.trouble().orElseThrow().what()).contains("the broker is away");
            }
            first.join();
        }
    }

    private static Socket accepted(ServerSocket silent) {
        try {
            return silent.accept();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAway() {
        return remote.figures(List.of(STAGE)).isEmpty();
    }

    @Test
    void onlyHubsComeByCore() {
        String url = "tcp://127.0.0.1:" + settings.broker().own().port() + "?reconnectAttempts=0";
        assertRefused(url, "hub-node", "wrong");
        assertRefused(url, "hub", SECRET);
        assertRefused(url, "operator", "good");
    }

    private static void assertRefused(String url, String user, String password) {
        assertThatThrownBy(() -> {
                    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, user, password)) {
                        factory.setCallTimeout(3_000);
                        factory.createConnection().close();
                    }
                })
                .as(user)
                .isInstanceOf(JMSException.class);
    }

    private void send(String queue, String text) throws JMSException {
        try (Connection connection = remote.connectionFactory().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Knows one operator. */
    private static final class Operators implements Credentials {

        @Override
        public Optional<Principal> byToken(String token) {
            return Optional.empty();
        }

        @Override
        public Optional<Principal> byPassword(String name, char[] password) {
            return name.equals("operator") && new String(password).equals("good")
                    ? Optional.of(new Principal(name, "hub", Set.of(Role.OPERATOR)))
                    : Optional.empty();
        }

        @Override
        public String issue(Principal principal) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void revoke(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
