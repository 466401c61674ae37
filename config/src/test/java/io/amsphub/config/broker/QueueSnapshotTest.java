package io.amsphub.config.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.jms.MessageArchive;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup finds in a queue, wherever its messages are. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class QueueSnapshotTest {

    private static final String STAGE = "mesh-detect";

    @TempDir
    Path directory;

    private EmbeddedActiveMQ broker;
    private ActiveMQConnectionFactory connections;
    private Connection connection;
    private Queue queue;

    @BeforeEach
    void start() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("in-vm", "vm://88");
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(3_600_000)
                        .setAutoCreateAddresses(false)
                        .setAutoCreateQueues(false));
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(STAGE)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(
                        QueueConfiguration.of(STAGE).setAddress(STAGE).setRoutingType(RoutingType.ANYCAST)));
        broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        connections = new ActiveMQConnectionFactory("vm://88");
        connections.setConsumerWindowSize(0);
        connection = connections.createConnection();
        connection.start();
        queue = broker.getActiveMQServer().locateQueue(SimpleString.of(STAGE));
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        connections.close();
        broker.stop();
    }

    private void send(String... bodies) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(STAGE))) {
            for (String body : bodies) {
                Message message = session.createTextMessage(body);
                message.setStringProperty("hubEventId", "msg_" + body);
                message.setJMSCorrelationID("of " + body);
                producer.send(message);
            }
        }
    }

    private List<String> found() {
        return QueueSnapshot.of(List.of(queue)).stream()
                .map(ArchivedMessage::body)
                .toList();
    }

    @Test
    void waitingDeliveredAndDelayedMessagesAreAllFoundAndABrowserSeesTheWaitingOnly() throws JMSException {
        send("delayed");
        try (Session failing = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = failing.createConsumer(failing.createQueue(STAGE))) {
            assertThat(consumer.receive(5000)).isNotNull();
            failing.rollback();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> queue.getScheduledCount() == 1);
        send("delivered", "waiting");
        try (Session working = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = working.createConsumer(working.createQueue(STAGE));
                Session looking = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = looking.createBrowser(looking.createQueue(STAGE))) {
            assertThat(consumer.receive(5000)).isNotNull();

            assertThat(found()).containsExactly("delayed", "delivered", "waiting");
            assertThat(queue.isPaused()).isFalse();
            assertThat(Collections.list((java.util.Enumeration<?>) browser.getEnumeration()))
                    .hasSize(1);
            working.commit();
            assertThat(found()).containsExactly("delayed", "waiting");
        }
    }

    @Test
    void noneIsMissedWhileConsumersTakeAndGiveBack() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            bodies.add("m" + i);
        }
        broker.getActiveMQServer()
                .getAddressSettingsRepository()
                .addMatch("#", new AddressSettings().setMaxDeliveryAttempts(-1).setRedeliveryDelay(1));
        send(bodies.toArray(String[]::new));
        AtomicBoolean stop = new AtomicBoolean();
        Thread consumer = new Thread(() -> takeAndGiveBack(stop));
        consumer.start();
        try {
            for (int i = 0; i < 40; i++) {
                assertThat(Set.copyOf(found())).as("look " + i).isEqualTo(new TreeSet<>(bodies));
            }
        } finally {
            stop.set(true);
            consumer.join();
        }
    }

    private void takeAndGiveBack(AtomicBoolean stop) {
        try (Connection own = connections.createConnection()) {
            own.start();
            try (Session session = own.createSession(true, Session.SESSION_TRANSACTED);
                    MessageConsumer taker = session.createConsumer(session.createQueue(STAGE))) {
                while (!stop.get()) {
                    taker.receive(20);
                    taker.receive(20);
                    session.rollback();
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsPutBackIsAsItWasAndOnceOnly() throws Exception {
        send("text");
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(STAGE))) {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes("bytes".getBytes(StandardCharsets.UTF_8));
            producer.send(bytes);
        }
        Path file = directory.resolve("messages.jsonl");
        MessageArchive.write(QueueSnapshot.of(List.of(queue)), file);
        queue.deleteAllReferences();

        new MessageArchive(connections).send(MessageArchive.read(file));
        new MessageArchive(connections).send(MessageArchive.read(file));

        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(STAGE))) {
            Message text = consumer.receive(5000);
            assertThat(text.getBody(String.class)).isEqualTo("text");
            assertThat(text.getStringProperty("hubEventId")).isEqualTo("msg_text");
            assertThat(text.getJMSCorrelationID()).isEqualTo("of text");
            assertThat(consumer.receive(5000).getBody(byte[].class))
                    .isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
            assertThat(consumer.receive(300)).as("a second copy").isNull();
        }
    }
}
