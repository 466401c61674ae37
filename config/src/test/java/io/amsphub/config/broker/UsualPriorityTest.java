package io.amsphub.config.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The priority that messages have when they are read. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class UsualPriorityTest {

    private static final String TOPIC = "am/north/a/report/state";
    private static final String ADDRESS = TOPIC.replace('/', '.');
    private static final int PATIENCE_MS = 10_000;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private String mqtt;
    private ActiveMQConnectionFactory connections;
    private Connection connection;
    private Session session;
    private Queue queue;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            mqtt = "tcp://127.0.0.1:" + free.getLocalPort();
        }
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("in-vm", "vm://89");
        configuration.addAcceptorConfiguration("mqtt", mqtt + "?protocols=MQTT");
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(ADDRESS)
                .addRoutingType(RoutingType.MULTICAST)
                .addQueueConfiguration(
                        QueueConfiguration.of("reports").setAddress(ADDRESS).setRoutingType(RoutingType.MULTICAST)));
        configuration.registerBrokerPlugin(new UsualPriority());
        broker.setConfiguration(configuration).start();
        connections = new ActiveMQConnectionFactory("vm://89");
        connection = connections.createConnection();
        connection.start();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        queue = session.createQueue(ADDRESS + "::reports");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        connections.close();
        broker.stop();
    }

    private Message next() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            Message message = consumer.receive(PATIENCE_MS);
            session.commit();
            return message;
        }
    }

    @Test
    void whatComesByMqttHasTheUsualOneAtEachQos() throws Exception {
        MqttClient machine = new MqttClient(mqtt, "a", null);
        machine.connect();
        for (int qos = 0; qos <= 2; qos++) {
            machine.publish(TOPIC, "{}".getBytes(StandardCharsets.UTF_8), qos, false);
            assertThat(next().getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        }
        machine.disconnect();
        machine.close();
    }

    @Test
    void whatHasAnotherOneOnPurposeKeepsIt() throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createTopic(ADDRESS))) {
            producer.setPriority(0);
            producer.send(session.createTextMessage("later"));
            session.commit();
        }
        assertThat(next().getJMSPriority()).isZero();
    }
}
