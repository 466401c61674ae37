package io.amsphub.config.simulator.sparkplug;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of an edge node: bytes, clean sessions, a will for each, and the faults of networks. All that it
 * does and hears happens in turns, on one thread.
 */
final class EdgeVoice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeVoice.class);
    private static final long RETRY_MS = 200;
    private static final long PATIENCE_MS = 5_000;

    private final EdgeOptions options;
    private final Ear ear;
    private final MqttAsyncClient client;
    private final Random random = new Random(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread voice = new Thread(task, "edge-voice");
        voice.setDaemon(true);
        return voice;
    });
    private boolean twice;
    private long lateMs;
    private long shuffleMs;
    private boolean resting;
    private int connection;

    /** Whom the voice belongs to. */
    interface Ear {

        /** Returns the payload of the last will of the next connection. */
        byte[] will();

        /** The connection stands and the subscriptions are granted. */
        void up();

        /** A message came. */
        void heard(String topic, byte[] payload);
    }

    EdgeVoice(EdgeOptions options, Ear ear) {
        this.options = options;
        this.ear = ear;
        String clientId = options.user() == null ? "edge-" + options.group() + "-" + options.name() : options.user();
        try {
            client = new MqttAsyncClient(options.broker(), clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalArgumentException(options.broker() + " is no broker", e);
        }
        client.setCallback(new Hearing());
    }

    void begin() {
        after(Duration.ZERO, this::connect);
    }

    void after(Duration delay, Runnable task) {
        try {
            var unused = thread.schedule(
                    () -> {
                        try {
                            task.run();
                        } catch (RuntimeException e) {
                            LOG.error("a simulated edge node stumbles", e);
                        }
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("switched off", e);
        }
    }

    boolean connected() {
        return client.isConnected();
    }

    /** Says something at QoS 0, not retained, as the faults of the moment allow. */
    void say(String topic, byte[] payload) {
        int from = connection;
        for (int i = 0; i < (twice ? 2 : 1); i++) {
            long delayMs = lateMs + (shuffleMs == 0 ? 0 : random.nextLong(shuffleMs));
            if (delayMs == 0) {
                publish(topic, payload, from);
            } else {
                after(Duration.ofMillis(delayMs), () -> publish(topic, payload, from));
            }
        }
    }

    private void publish(String topic, byte[] payload, int from) {
        try {
            if (client.isConnected() && from == connection) {
                client.publish(topic, payload, 0, false);
            }
        } catch (MqttException e) {
            LOG.debug("not said", e);
        }
    }

    void twice(boolean on) {
        twice = on;
    }

    void late(Duration by) {
        lateMs = by.toMillis();
    }

    void shuffle(Duration upTo) {
        shuffleMs = upTo.toMillis();
    }

    /** The connection drops without a word, so that the broker says the will, and is made again after a while. */
    void vanish(Duration away) {
        resting = true;
        drop(false);
        after(away, () -> {
            resting = false;
            connect();
        });
    }

    /** Says a last word and disconnects in good order; connects again after a moment. */
    void leave(String topic, byte[] lastWord) {
        try {
            client.publish(topic, lastWord, 0, false).waitForCompletion(PATIENCE_MS);
        } catch (MqttException e) {
            LOG.debug("not said", e);
        }
        drop(true);
        after(Duration.ofMillis(RETRY_MS), this::connect);
    }

    private void drop(boolean word) {
        connection++;
        try {
            client.disconnectForcibly(0, word ? RETRY_MS : 0, word);
        } catch (MqttException e) {
            LOG.debug("was not connected", e);
        }
    }

    private void connect() {
        if (resting || client.isConnected()) {
            return;
        }
        connection++;
        MqttConnectionOptions how = new MqttConnectionOptions();
        how.setCleanStart(true);
        how.setSessionExpiryInterval(0L);
        how.setKeepAliveInterval(30);
        how.setUserName(options.user());
        String password = options.password();
        if (password != null) {
            how.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        how.setWill(options.topic("NDEATH", null), new MqttMessage(ear.will(), 1, false, new MqttProperties()));
        try {
            client.connect(how).waitForCompletion(PATIENCE_MS);
            client.subscribe(options.topic("NCMD", null), 1).waitForCompletion(PATIENCE_MS);
            client.subscribe(options.topic("DCMD", "+"), 1).waitForCompletion(PATIENCE_MS);
            if (options.primaryHost() != null) {
                client.subscribe("spBv1.0/STATE/" + options.primaryHost(), 1).waitForCompletion(PATIENCE_MS);
            }
            ear.up();
        } catch (MqttException e) {
            LOG.debug("no connection", e);
            after(Duration.ofMillis(RETRY_MS), this::connect);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        drop(true);
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("not closed", e);
        }
    }

    private final class Hearing implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            after(Duration.ZERO, () -> ear.heard(topic, message.getPayload()));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            after(Duration.ofMillis(RETRY_MS), EdgeVoice.this::connect);
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
