package io.amsphub.connectors.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.port.RawReport;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches from a real broker, on a durable queue that gathers many topics. */
class JmsReportQueueTest {

    private static final String TOPICS = "am.*.*.report.#";

    private EmbeddedActiveMQ broker;
    private ActiveMQConnectionFactory connections;
    private JmsReportQueue queue;

    @BeforeEach
    void open() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("in-vm", "vm://78");
        configuration.addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1));
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(TOPICS)
                .addRoutingType(RoutingType.MULTICAST)
                .addQueueConfiguration(
                        QueueConfiguration.of("reports").setAddress(TOPICS).setRoutingType(RoutingType.MULTICAST)));
        broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        connections = new ActiveMQConnectionFactory("vm://78");
        queue = new JmsReportQueue(connections, TOPICS + "::reports");
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        connections.close();
        broker.stop();
    }

    private void say(int from, int to) throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            for (int i = from; i < to; i++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(String.valueOf(i).getBytes(StandardCharsets.UTF_8));
                session.createProducer(session.createTopic("am.north.m" + i + ".report.state"))
                        .send(message);
            }
        }
    }

    private static void note(List<RawReport> reports, List<String> said) {
        reports.forEach(r -> said.add(r.topic() + "=" + new String(r.payload(), StandardCharsets.UTF_8)));
    }

    private static String said(int i) {
        return "am/north/m" + i + "/report/state=" + i;
    }

    @Test
    void reportsComeInOrderAndInBatchesAndOnce() throws JMSException {
        say(0, 25);
        List<String> said = new ArrayList<>();
        assertThat(queue.take(10, reports -> note(reports, said))).isEqualTo(10);
        assertThat(queue.take(10, reports -> note(reports, said))).isEqualTo(10);
        assertThat(queue.take(10, reports -> note(reports, said))).isEqualTo(5);
        assertThat(queue.take(10, reports -> note(reports, said))).isZero();
        assertThat(said).hasSize(25).startsWith(said(0), said(1)).endsWith(said(24));
    }

    @Test
    void whatWasNotTakenInComesAgainInOrder() throws JMSException {
        say(0, 5);
        assertThatThrownBy(() -> queue.take(3, reports -> {
                    throw new IllegalStateException("the database is away");
                }))
                .hasMessage("the database is away");
        say(5, 7);
        List<String> said = new ArrayList<>();
        queue.take(100, reports -> note(reports, said));
        assertThat(said).containsExactly(said(0), said(1), said(2), said(3), said(4), said(5), said(6));
    }

    @Test
    void whatWasTakenInIsForgottenAndNothingElseWhenTheReaderDies() throws JMSException {
        say(0, 5);
        queue.take(3, reports -> {});
        queue.close();
        List<String> said = new ArrayList<>();
        queue.take(100, reports -> note(reports, said));
        assertThat(said).containsExactly(said(3), said(4));
    }

    @Test
    void failureOfOneBatchLeavesTheOnesBeforeItTakenIn() throws JMSException {
        say(0, 10);
        List<String> said = new ArrayList<>();
        queue.take(3, reports -> note(reports, said));
        assertThatThrownBy(() -> queue.take(3, reports -> {
                    throw new IllegalStateException("the database is away");
                }))
                .hasMessage("the database is away");
        assertThat(said).containsExactly(said(0), said(1), said(2));
        queue.take(100, reports -> note(reports, said));
        assertThat(said).hasSize(10).doesNotHaveDuplicates().startsWith(said(0), said(1), said(2), said(3));
        assertThat(said)
                .isEqualTo(IntStream.range(0, 10)
                        .mapToObj(JmsReportQueueTest::said)
                        .toList());
    }

    @Test
    void ofWhateverPriorityAllOfABatchIsForgotten() throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = session.createProducer(session.createTopic("am.north.m0.report.state"));
            for (int priority : List.of(4, 0, 4, 9, 0, 4)) {
                producer.setPriority(priority);
                producer.send(session.createTextMessage("state"));
            }
        }
        assertThat(queue.take(4, reports -> {})).isEqualTo(4);
        assertThat(queue.take(4, reports -> {})).isEqualTo(2);
        queue.close();
        assertThat(queue.take(4, reports -> {})).isZero();
        assertThat(broker.getActiveMQServer().locateQueue("reports").getMessageCount())
                .isZero();
    }
}
