package io.amsphub.connectors.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one broker.
 *
 * <p>Paho acknowledges a message when the callback has returned, so what the callback has stored by then
 * cannot be lost. Connecting is done here and not by Paho: its own reconnection reports a connection
 * whose subscriptions have failed as good. A connection counts as up when every subscription was
 * granted; otherwise it is dropped and made again, after a pause that doubles up to a limit until all are granted. What is
 * wrong is logged once, until it is something else or right.
 */
final class BrokerClient implements MqttCallback, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerClient.class);
    private static final int KEEP_ALIVE_S = 15;
    private static final long SESSION_S = 86_400;
    private static final long PATIENCE_MS = 10_000;
    private static final long RETRY_MS = 500;
    private static final long LONGEST_RETRY_MS = 15_000;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final BrokerAddress address;
    private final MqttAsyncClient client;
    private final Map<String, Topics> topics = new ConcurrentHashMap<>();
    private final ScheduledExecutorService connecting = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-mqtt");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean begun = new AtomicBoolean();
    /** What the broker has not granted yet since this connection is there. */
    private final Set<Topics> missing = ConcurrentHashMap.newKeySet();

    private long retryMs = RETRY_MS;
    private boolean again;
    private @Nullable String complaint;
    private volatile @Nullable BrokerRole role;
    private volatile boolean closed;

    /** What one machine's session listens to. */
    record Topics(List<String> filters, int qos, BrokerListener listener) {}

    BrokerClient(BrokerAddress address, String clientId) {
        this.address = address;
        try {
            client = new MqttAsyncClient(address.uris()[0], clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalArgumentException(address.uri() + " is no broker: " + e.getMessage(), e);
        }
        client.setCallback(this);
    }

    /**
     * Connects, once. What waits at the broker comes at once and is acknowledged even when nobody listens to its
     * topic, so those who listened before must do so again before.
     */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            later(0, this::connect);
        }
    }

    /** Plays a role, from before it begins: the connection has its will, starts clean and keeps nothing. */
    void play(BrokerRole played) {
        role = played;
        add(played.root(), new Topics(played.filters(), 1, played));
    }

    void add(String root, Topics wanted) {
        topics.put(root, wanted);
        later(0, () -> {
            if (client.isConnected()) {
                missing.add(wanted);
                subscribe(root, wanted);
            }
        });
    }

    /** Takes topics away unless others took their place; returns whether nobody is left. */
    boolean remove(String root, Topics gone) {
        boolean left = topics.remove(root, gone);
        missing.remove(gone);
        Topics now = topics.get(root);
        List<String> filters = gone.filters().stream()
                .filter(filter -> now == null || !now.filters().contains(filter))
                .toList();
        if (!filters.isEmpty()) {
            later(0, () -> unsubscribe(root, filters));
        }
        return left && topics.isEmpty();
    }

    void publish(MqttBrokers.Publication publication) throws IOException {
        MqttProperties properties = new MqttProperties();
        if (publication.expiryS() > 0) {
            properties.setMessageExpiryInterval(publication.expiryS());
        }
        properties.setResponseTopic(publication.responseTopic());
        String correlation = publication.correlationId();
        if (correlation != null) {
            properties.setCorrelationData(correlation.getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (!client.isConnected()) {
                throw new IOException("there is no connection to " + address);
            }
            IMqttToken token = client.publish(
                    publication.topic(),
                    new MqttMessage(publication.payload().getBytes(StandardCharsets.UTF_8), 1, false, properties));
            token.waitForCompletion(PATIENCE_MS);
            int[] codes = token.getReasonCodes();
            if (codes != null && codes.length > 0 && codes[0] >= FIRST_FAILURE_CODE) {
                throw new IOException(address + " refused a message with reason code " + codes[0]);
            }
        } catch (MqttException e) {
            throw new IOException(address + " did not take a message: " + e.getMessage(), e);
        }
    }

    /** Sends without waiting. */
    void send(BrokerMessage message) throws IOException {
        try {
            if (!client.isConnected()) {
                throw new IOException("there is no connection to " + address);
            }
            client.publish(message.topic(), message(message));
        } catch (MqttException e) {
            throw new IOException(address + " did not take a message: " + e.getMessage(), e);
        }
    }

    private static MqttMessage message(BrokerMessage message) {
        return new MqttMessage(message.payload(), message.qos(), message.retained(), new MqttProperties());
    }

    private void later(long delayMs, Runnable task) {
        try {
            var unused = connecting.schedule(task, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("the hub stops", e);
        }
    }

    private void connect() {
        again = false;
        if (closed || client.isConnected()) {
            return;
        }
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_S);
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) (PATIENCE_MS / 1000));
        options.setServerURIs(address.uris());
        options.setUserName(address.user());
        String password = address.password();
        if (password != null) {
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        BrokerRole played = role;
        if (played != null) {
            options.setCleanStart(true);
            options.setSessionExpiryInterval(0L);
            BrokerMessage will = played.will();
            options.setWill(will.topic(), message(will));
        }
        try {
            client.connect(options).waitForCompletion(PATIENCE_MS);
            missing.clear();
            missing.addAll(topics.values());
            topics.forEach(this::subscribe);
        } catch (MqttException e) {
            LOG.debug("no connection to {}", address, e);
            down(String.valueOf(e.getMessage()));
            again();
        }
    }

    /** Connects after a while, once, however many say that the connection is gone. */
    private void again() {
        if (!again) {
            again = true;
            later(retryMs, this::connect);
            retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
        }
    }

    private void granted(Topics wanted) {
        missing.remove(wanted);
        if (missing.isEmpty()) {
            retryMs = RETRY_MS;
            if (complaint != null) {
                LOG.info("{}: every subscription is granted now", address);
                complaint = null;
            }
        }
    }

    private void subscribe(String root, Topics wanted) {
        MqttSubscription[] subscriptions = wanted.filters().stream()
                .map(filter -> new MqttSubscription(root + "/" + filter, wanted.qos()))
                .toArray(MqttSubscription[]::new);
        try {
            client.subscribe(subscriptions, null, new Granted(wanted), new MqttProperties());
        } catch (MqttException e) {
            drop("a subscription could not be sent", e);
        }
    }

    private void unsubscribe(String root, List<String> filters) {
        try {
            if (client.isConnected()) {
                client.unsubscribe(
                        filters.stream().map(filter -> root + "/" + filter).toArray(String[]::new));
            }
        } catch (MqttException e) {
            LOG.debug("{}: not unsubscribed", address, e);
        }
    }

    /** A connection without its subscriptions is worse than none: it looks alive. */
    private void drop(String why, @Nullable Throwable cause) {
        later(0, () -> {
            complain(why, cause);
            try {
                client.disconnectForcibly(0, 0, false);
            } catch (MqttException e) {
                LOG.debug("{}: was not connected", address, e);
            }
            down(why);
            again();
        });
    }

    private void complain(String why, @Nullable Throwable cause) {
        if (why.equals(complaint)) {
            LOG.debug("{}: {} again", address, why, cause);
        } else {
            complaint = why;
            LOG.warn("{}: {}; connecting anew, at last every {} s", address, why, LONGEST_RETRY_MS / 1000, cause);
        }
    }

    /** A hub that closes a connection, or breaks off making one, has learnt nothing of the machines behind it. */
    private void down(String why) {
        if (!closed) {
            topics.values().forEach(t -> t.listener().down(why));
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        for (int end = topic.indexOf('/'); end >= 0; end = topic.indexOf('/', end + 1)) {
            Topics wanted = topics.get(topic.substring(0, end));
            if (wanted != null) {
                wanted.listener().message(topic, message.getPayload(), message.isRetained());
            }
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        down(String.valueOf(response.getReasonString()));
        later(0, this::again);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        LOG.warn("{}: a message could not be taken in and is delivered again", address, exception);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() {
        closed = true;
        connecting.shutdownNow();
        BrokerRole played = role;
        if (played != null && client.isConnected()) {
            leave(played);
        }
        try {
            client.disconnectForcibly(0, RETRY_MS, true);
        } catch (MqttException e) {
            LOG.debug("{}: was not connected", address, e);
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("{}: not closed", address, e);
        }
    }

    private void leave(BrokerRole played) {
        BrokerMessage farewell = played.farewell();
        try {
            client.publish(farewell.topic(), message(farewell)).waitForCompletion(PATIENCE_MS);
        } catch (MqttException e) {
            LOG.debug("{}: the farewell was not said; the will says it", address, e);
        }
    }

    private final class Granted implements MqttActionListener {

        private final Topics wanted;

        Granted(Topics wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            for (int code : codes == null ? new int[0] : codes) {
                if (code >= FIRST_FAILURE_CODE) {
                    drop("a subscription was refused with reason code " + code, null);
                    return;
                }
            }
            later(0, () -> granted(wanted));
            wanted.listener().up();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            drop("a subscription failed", cause);
        }
    }
}
