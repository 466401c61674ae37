package io.amsphub.connectors.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.connectors.jpa.JpaOutbox;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.TestStore;
import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.DeadLetters.DeadLetter;
import io.amsphub.processors.port.Outbox;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the real outbox to a real broker. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class OutboxRelayTest {

    private static final String STAGE = "quote-price";
    private static final String REPORTS = "am.*.*.report.#";

    @TempDir
    static Path directory;

    private static TestStore opened;
    private static EmbeddedActiveMQ broker;
    private static ActiveMQConnectionFactory connections;

    private final JpaStore store = opened.store;
    private final JpaOutbox outbox = store.outbox();
    private final OutboxRelay relay = new OutboxRelay(outbox, connections, Clock.systemUTC());
    private Connection connection;
    private Session session;

    @BeforeAll
    static void open() throws Exception {
        opened = new TestStore(directory);
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("in-vm", "vm://77");
        configuration.addAddressSetting("#", settings(false));
        configuration.addAddressSetting("am.#", settings(true));
        configuration.addAddressConfiguration(queue(STAGE, STAGE, RoutingType.ANYCAST));
        configuration.addAddressConfiguration(queue(REPORTS, "hub.reports", RoutingType.MULTICAST));
        broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        connections = new ActiveMQConnectionFactory("vm://77");
        connections.setConfirmationWindowSize(1 << 20);
    }

    private static AddressSettings settings(boolean autoCreate) {
        return new AddressSettings().setAutoCreateAddresses(autoCreate).setAutoCreateQueues(autoCreate);
    }

    private static CoreAddressConfiguration queue(String address, String name, RoutingType type) {
        return new CoreAddressConfiguration()
                .setName(address)
                .addRoutingType(type)
                .addQueueConfiguration(
                        QueueConfiguration.of(name).setAddress(address).setRoutingType(type));
    }

    @AfterAll
    static void close() throws Exception {
        connections.close();
        broker.stop();
        opened.close();
    }

    @BeforeEach
    void connect() throws JMSException {
        connection = connections.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        received(STAGE);
        received(REPORTS + "::hub.reports");
    }

    @AfterEach
    void disconnect() throws JMSException {
        relay.close();
        connection.close();
    }

    private List<Message> received(String queue) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (Message m = consumer.receive(300); m != null; m = consumer.receive(300)) {
                messages.add(m);
            }
        }
        return messages;
    }

    private void keep(Runnable work) {
        store.unitOfWork().run(work);
    }

    private static Outbox.TopicMessage report(String id, @Nullable Instant expiresAt) {
        return new Outbox.TopicMessage(id, "am/north/a/report/state", "{}", "ord_1", expiresAt, null);
    }

    @Test
    void stageHearsOnceWithIdAndCorrelation() throws JMSException {
        keep(() -> outbox.toStage(STAGE, "quo_1", "quo_1"));
        assertThat(relay.relay()).isEqualTo(1);
        assertThat(relay.relay()).isZero();
        assertThat(received(STAGE)).singleElement().satisfies(m -> {
            assertThat(m.getStringProperty(HubHeaders.EVENT_ID)).startsWith("msg_");
            assertThat(m.getStringProperty(HubHeaders.CORRELATION_ID)).isEqualTo("quo_1");
            assertThat(m.getBody(String.class)).contains("\"subject\":\"quo_1\"");
        });
    }

    @Test
    void batchThatIsSentAgainAfterACrashArrivesOnce() throws JMSException {
        String id = Ids.next("cmd");
        keep(() -> outbox.toTopic(report(id, null)));
        relay.relay();
        keep(() -> outbox.toTopic(report(id, null)));
        relay.relay();
        assertThat(received(REPORTS + "::hub.reports")).hasSize(1);
    }

    @Test
    void commandWhoseTimeIsOverIsNotSent() throws JMSException {
        keep(() -> outbox.toTopic(report(Ids.next("cmd"), Instant.now().minusSeconds(1))));
        assertThat(relay.relay()).isEqualTo(1);
        assertThat(received(REPORTS + "::hub.reports")).isEmpty();
    }

    @Test
    void replayedMessageReachesItsStageThoughTheBrokerKnowsItsEventId() throws JMSException {
        keep(() -> outbox.toStage(STAGE, "quo_1", "quo_1"));
        relay.relay();
        Message first = received(STAGE).get(0);
        String eventId = first.getStringProperty(HubHeaders.EVENT_ID);
        String body = first.getBody(String.class);
        String id = Ids.next("dlq");
        keep(() -> store.deadLetters()
                .keep(new DeadLetter(
                        id, STAGE, eventId, "quo_1", body, "failed", 10, Instant.now(), null, null, null)));
        keep(() -> store.deadLetters().replay(id, "anna"));
        relay.relay();
        assertThat(received(STAGE)).singleElement().satisfies(m -> {
            assertThat(m.getStringProperty(HubHeaders.EVENT_ID)).isEqualTo(eventId);
            assertThat(m.getBody(String.class)).isEqualTo(body);
        });
    }

    @Test
    void replayedMessageOfAMachineIsAReportAgain() throws JMSException {
        String id = Ids.next("inv");
        store.deadLetters()
                .keepNow(new DeadLetter(
                        id,
                        "am/north/a/report/state",
                        "0123",
                        "",
                        "{\"a\":1}",
                        "unknown",
                        1,
                        Instant.now(),
                        null,
                        null,
                        null));
        keep(() -> store.deadLetters().replay(id, "anna"));
        relay.relay();
        assertThat(received(REPORTS + "::hub.reports")).singleElement().satisfies(m -> assertThat(
                        new String(m.getBody(byte[].class), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1}"));
    }

    @Test
    void messagesWaitWhileTheBrokerRefusesThem() {
        keep(() -> outbox.toStage("no-such-stage", "x", "x"));
        assertThatThrownBy(relay::relay)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broker");
        assertThat(store.unitOfWork().call(outbox::waiting)).isEqualTo(1);
        outbox.drain(10, messages -> {});
    }
}
