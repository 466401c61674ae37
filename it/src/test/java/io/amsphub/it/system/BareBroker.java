package io.amsphub.it.system;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The program: the broker of the hub without the hub, and one consumer that counts; what the hub is held against. */
public final class BareBroker {

    private static final int JOURNAL_FLUSH_NS = 100_000;
    private static final int RECEIVE_MAXIMUM = 1000;

    private BareBroker() {}

    /** Runs until it is killed; the arguments are the port and the directory. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        start(port, Path.of(arguments[1]), configuration -> {});
        AtomicLong heard = new AtomicLong();
        consume(port, heard);
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            System.getLogger(BareBroker.class.getName()).log(System.Logger.Level.INFO, "heard {0,number,#}", heard);
        }
    }

    /** Starts the broker with the settings of the hub's that cost something, without its security. */
    public static void start(int port, Path directory, Consumer<ConfigurationImpl> more) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(true);
        configuration.setSecurityEnabled(false);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalBufferTimeout_NIO(JOURNAL_FLUSH_NS);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT");
        configuration.addAddressSetting(
                "#", new AddressSettings().setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        more.accept(configuration);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
    }

    private static void consume(int port, AtomicLong heard) throws MqttException {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "consumer", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3600L);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        client.setCallback(new Counting(heard));
        client.connect(options);
        client.subscribe("am/+/+/report/#", 1);
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
