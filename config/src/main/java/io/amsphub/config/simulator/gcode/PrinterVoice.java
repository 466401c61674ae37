package io.amsphub.config.simulator.gcode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a simulated printer says and hears over MQTT, with the faults of networks: what it says comes twice,
 * late, or out of order, and the connection drops. All that it does happens on one thread.
 */
public final class PrinterVoice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrinterVoice.class);
    private static final long RETRY_MS = 300;
    private static final long PATIENCE_MS = 5_000;

    private final Where where;
    private final MqttAsyncClient client;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread voice = new Thread(task, "printer-voice");
        voice.setDaemon(true);
        return voice;
    });
    private final Random random = new Random(1);
    private volatile boolean twice;
    private volatile long lateMs;
    private volatile long shuffleMs;
    private volatile boolean silent;

    /**
     * Where a printer speaks, and what its last will says.
     *
     * @param broker {@code tcp://host:port}
     * @param user null for none
     * @param password null for none
     * @param willTopic topic of the last will, retained, QoS 1
     * @param will payload of the last will
     * @param filters topics to hear
     * @param heard called with topic and payload
     * @param greeting called whenever the connection stands
     */
    public record Where(
            String broker,
            @Nullable String user,
            @Nullable String password,
            String willTopic,
            String will,
            List<String> filters,
            BiConsumer<String, String> heard,
            Runnable greeting) {}

    /** A voice that is silent until it begins. */
    public PrinterVoice(Where where) {
        this.where = where;
        String clientId = where.user() == null ? "sim-" + UUID.randomUUID() : where.user();
        try {
            client = new MqttAsyncClient(where.broker(), clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalArgumentException(where.broker() + " is no broker", e);
        }
        client.setCallback(new Hearing());
    }

    /** Connects, and from then on by itself. */
    public void begin() {
        after(0, this::connect);
    }

    /** Runs a task on the voice's thread after a while. */
    public void after(long delayMs, Runnable task) {
        try {
            var unused = thread.schedule(
                    () -> {
                        try {
                            task.run();
                        } catch (RuntimeException e) {
                            LOG.error("a simulated printer stumbles", e);
                        }
                    },
                    delayMs,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("switched off", e);
        }
    }

    /** Says something, as the faults of the moment allow. */
    public void say(String topic, String payload, int qos, boolean retained) {
        long delay = lateMs + (shuffleMs == 0 ? 0 : random.nextLong(shuffleMs));
        for (int i = 0; i < (twice ? 2 : 1); i++) {
            if (delay == 0) {
                publish(topic, payload, qos, retained);
            } else {
                after(delay, () -> publish(topic, payload, qos, retained));
            }
        }
    }

    /** Sets whether everything is said twice. */
    public void twice(boolean on) {
        twice = on;
    }

    /** Sets by how much everything is late. */
    public void late(Duration by) {
        lateMs = by.toMillis();
    }

    /** Sets by how much at most everything is late at random, so that messages overtake each other. */
    public void shuffle(Duration upTo) {
        shuffleMs = upTo.toMillis();
    }

    /** The connection drops without a word, and is made again after a while. */
    public void vanish(Duration away) {
        silent = true;
        drop();
        after(away.toMillis(), () -> {
            silent = false;
            connect();
        });
    }

    /** Returns whether it is connected. */
    public boolean connected() {
        return client.isConnected();
    }

    private void drop() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            LOG.debug("was not connected", e);
        }
    }

    private void publish(String topic, String payload, int qos, boolean retained) {
        try {
            if (client.isConnected() && !silent) {
                client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retained);
            }
        } catch (MqttException e) {
            LOG.debug("not said", e);
        }
    }

    private void connect() {
        if (silent || client.isConnected()) {
            return;
        }
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setKeepAliveInterval(30);
        options.setUserName(where.user());
        String password = where.password();
        if (password != null) {
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        options.setWill(
                where.willTopic(),
                new MqttMessage(where.will().getBytes(StandardCharsets.UTF_8), 1, true, new MqttProperties()));
        try {
            client.connect(options).waitForCompletion(PATIENCE_MS);
            for (String filter : where.filters()) {
                client.subscribe(filter, 1).waitForCompletion(PATIENCE_MS);
            }
            where.greeting().run();
        } catch (MqttException e) {
            LOG.debug("no connection", e);
            after(RETRY_MS, this::connect);
        }
    }

    @Override
    public void close() {
        silent = true;
        thread.shutdownNow();
        drop();
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("not closed", e);
        }
    }

    private final class Hearing implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
            if (!message.isRetained()) {
                after(0, () -> where.heard().accept(topic, payload));
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            after(RETRY_MS, PrinterVoice.this::connect);
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
