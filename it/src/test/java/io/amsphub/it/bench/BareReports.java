package io.amsphub.it.bench;

import com.sun.net.httpserver.HttpServer;
import io.amsphub.it.system.BareBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The program: the broker of the hub without the hub, and a reader of reports that counts them and says over HTTP how many. */
public final class BareReports {

    static final String JMS = "jms";
    static final String SHARED = "shared";

    private static final String TOPICS = "am.*.*.report.#";
    private static final String QUEUE = "bare.reports";
    private static final int BATCH = 100;
    private static final long FIRST_MS = 200;

    private BareReports() {}

    /** Runs until it is killed; the arguments are the port of MQTT, that of HTTP, the directory and the kind of reader. */
    public static void main(String[] arguments) throws Exception {
        AtomicLong heard = new AtomicLong();
        int port = Integer.parseInt(arguments[0]);
        boolean queued = arguments[3].equals(JMS);
        BareBroker.start(port, Path.of(arguments[2]), configuration -> {
            if (queued) {
                gather(configuration);
            }
        });
        if (!queued) {
            subscribe(port, heard);
        }
        HttpServer http = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])), 0);
        http.createContext("/", exchange -> {
            byte[] count = Long.toString(heard.get()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, count.length);
            exchange.getResponseBody().write(count);
            exchange.close();
        });
        http.start();
        if (queued) {
            read(heard);
        }
    }

    private static void gather(ConfigurationImpl configuration) {
        try {
            configuration.addAcceptorConfiguration("inside", "vm://0");
            configuration.addAddressConfiguration(new CoreAddressConfiguration()
                    .setName(TOPICS)
                    .addRoutingType(RoutingType.MULTICAST)
                    .addQueueConfiguration(QueueConfiguration.of(QUEUE)
                            .setAddress(TOPICS)
                            .setRoutingType(RoutingType.MULTICAST)
                            .setDurable(true)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(AtomicLong heard) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(TOPICS + "::" + QUEUE))) {
            connection.start();
            while (true) {
                int count = 0;
                Message message = consumer.receive(FIRST_MS);
                while (message != null) {
                    payload(message);
                    count++;
                    message = count < BATCH ? consumer.receiveNoWait() : null;
                }
                session.commit();
                heard.addAndGet(count);
            }
        }
    }

    private static void payload(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            bytes.readBytes(new byte[Math.toIntExact(bytes.getBodyLength())]);
        }
    }

    private static void subscribe(int port, AtomicLong heard) throws MqttException {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "reader", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        client.setCallback(new Counting(heard));
        client.connect(options);
        client.subscribe("$share/bench/am/+/+/report/#", 0);
    }

    private record Counting(AtomicLong heard) implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.incrementAndGet();
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverURI) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
