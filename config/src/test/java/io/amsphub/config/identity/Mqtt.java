package io.amsphub.config.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** A connection over MQTT 5 that tells what the broker lets it do. Comes again when it was cut off. */
final class Mqtt implements AutoCloseable {

    private static final long PATIENCE_MS = 10_000;

    private final String broker;
    private final String name;
    private final String secret;
    private MqttAsyncClient client;

    Mqtt(String broker, String name, String secret) throws MqttException {
        this.broker = broker;
        this.name = name;
        this.secret = secret;
        client = connected(broker, name, name, secret);
    }

    static MqttAsyncClient connected(String broker, String clientId, String name, String secret) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker, clientId, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        client.connect(options).waitForCompletion(PATIENCE_MS);
        return client;
    }

    boolean isConnected() {
        return client.isConnected();
    }

    /** Returns whether the broker takes a message for a topic. */
    boolean publishes(String topic) throws MqttException {
        return allowed(() -> client.publish(topic, "{}".getBytes(StandardCharsets.UTF_8), 1, false));
    }

    /** Returns whether the broker grants a subscription. */
    boolean subscribes(String filter) throws MqttException {
        return allowed(() -> client.subscribe(new MqttSubscription(filter, 1)));
    }

    private boolean allowed(Asked asked) throws MqttException {
        if (!client.isConnected()) {
            client.close(true);
            client = connected(broker, name, name, secret);
        }
        try {
            IMqttToken token = asked.ask();
            token.waitForCompletion(PATIENCE_MS);
            int[] codes = token.getReasonCodes();
            return codes == null || Arrays.stream(codes).allMatch(code -> code < 0x80);
        } catch (MqttException refused) {
            return false;
        }
    }

    /** Something asked of the broker. */
    @FunctionalInterface
    private interface Asked {
        IMqttToken ask() throws MqttException;
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(PATIENCE_MS);
        }
        client.close(true);
    }
}
