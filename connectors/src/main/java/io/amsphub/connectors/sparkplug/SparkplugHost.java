package io.amsphub.connectors.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.amsphub.connectors.mqtt.BrokerMessage;
import io.amsphub.connectors.mqtt.BrokerRole;
import io.amsphub.connectors.mqtt.BrokerSeat;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub as the one host application at a broker, for all of its sessions there.
 *
 * <p>Its STATE is online after it has subscribed, with the time T that is in its last will, and stays so: an
 * offline of its own that it hears is answered with the same birth, because edge nodes leave aside what is older
 * than T, and a younger one would make them leave aside the will. A farewell comes before it disconnects.
 *
 * <p>Only edge nodes of machines that somebody watches are followed; others at the same broker are not touched.
 * After each connection all of them are unknown, for their births are not kept by the broker: those that are
 * not born by themselves are asked, one after the other. Safe for all threads.
 */
public final class SparkplugHost implements BrokerRole {

    private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);
    private static final String REBIRTH = "Node Control/Rebirth";
    private static final long TICK_MS = 20;
    private static final int MOST_BYTES = 1 << 20;
    private static final long CONTRADICTING_MS = 200;

    private final BrokerSeat seat;
    private final String hostId;
    private final Clock clock;
    private final Timing timing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<EdgeId, EdgeNode> edges = new HashMap<>();
    private final Map<DeviceAddress, Runnable> watched = new HashMap<>();
    private final Rebirths rebirths;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-sparkplug");
        thread.setDaemon(true);
        return thread;
    });
    private boolean connected;
    private long sessionT;
    private boolean contradicting;

    /**
     * A host application that is not connected.
     *
     * @param hostId its name, without {@code /}, {@code +} and {@code #}
     */
    public SparkplugHost(BrokerSeat seat, String hostId, Clock clock, Timing timing) {
        this.seat = seat;
        this.hostId = hostId;
        this.clock = clock;
        this.timing = timing;
        this.rebirths = new Rebirths(timing);
        var unused = timer.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Returns a name for the host application of a hub: {@code amsp-} and the address of the hub. */
    public static String hostId(String hub) {
        return "amsp-" + hub.replaceFirst("^[a-z]+://", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /** Follows a device; {@code changed} is called on any thread and must not block. */
    public void watch(DeviceAddress address, Runnable changed) {
        locked(() -> {
            watched.put(address, changed);
            if (!edges.containsKey(address.edge())) {
                EdgeNode edge = new EdgeNode();
                edge.mistrust();
                edges.put(address.edge(), edge);
                if (connected) {
                    rebirths.want(address.edge(), clock.instant());
                }
            }
        });
    }

    /** Follows a device no more, unless somebody else has begun to. */
    public void unwatch(DeviceAddress address, Runnable changed) {
        locked(() -> {
            watched.remove(address, changed);
            if (watched.keySet().stream().noneMatch(other -> other.edge().equals(address.edge()))) {
                edges.remove(address.edge());
                rebirths.forget(address.edge());
            }
        });
    }

    /** Returns how a device that is watched stands. */
    public DeviceView view(DeviceAddress address) {
        lock.lock();
        try {
            EdgeNode edge = edges.get(address.edge());
            if (!connected || edge == null) {
                return new DeviceView(DeviceView.Life.CUT_OFF, Map.of(), Set.of(), null);
            }
            return edge.view(address.device());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a device stands in a way, or can no longer be expected to.
     *
     * @return how it stands, which is not as wanted when the patience has run out
     */
    public DeviceView await(DeviceAddress address, Predicate<DeviceView> wanted, Duration patience)
            throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            DeviceView view = view(address);
            while (!wanted.test(view) && left > 0) {
                left = news.awaitNanos(left);
                view = view(address);
            }
            return view;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a command to a device at QoS 0: it may be lost. */
    public void command(DeviceAddress address, Map<String, ?> metrics) throws IOException {
        send(SparkplugTopic.deviceCommand(address), metrics);
    }

    /** Has the edge node of a device asked to be born again, when it is its turn. */
    public void askForRebirth(DeviceAddress address) {
        locked(() -> rebirths.want(address.edge(), clock.instant()));
    }

    private void send(String topic, Map<String, ?> metrics) throws IOException {
        seat.send(new BrokerMessage(topic, SparkplugPayload.command(clock.millis(), metrics), 0, false));
    }

    @Override
    public String root() {
        return SparkplugTopic.NAMESPACE;
    }

    @Override
    public List<String> filters() {
        return List.of("#", "STATE/" + hostId);
    }

    @Override
    public BrokerMessage will() {
        locked(() -> sessionT = Math.max(sessionT + 1, clock.millis()));
        return state(false, sessionT);
    }

    @Override
    public BrokerMessage farewell() {
        return state(false, Math.max(sessionT, clock.millis()));
    }

    private BrokerMessage state(boolean online, long timestamp) {
        String text = Json.mapper()
                .createObjectNode()
                .put("online", online)
                .put("timestamp", timestamp)
                .toString();
        return new BrokerMessage(stateTopic(), text.getBytes(StandardCharsets.UTF_8), 1, true);
    }

    private String stateTopic() {
        return SparkplugTopic.NAMESPACE + "/STATE/" + hostId;
    }

    @Override
    public void up() {
        LOG.info("Sparkplug host application {} is online", hostId);
        locked(() -> {
            connected = true;
            edges.values().forEach(EdgeNode::mistrust);
            rebirths.restAfterConnecting(clock.instant());
        });
        publishBirth();
        watchers().forEach(Runnable::run);
    }

    private void publishBirth() {
        try {
            seat.send(state(true, sessionT));
        } catch (IOException e) {
            LOG.debug("{} could not say that it is online; the next connection will", hostId, e);
        }
    }

    @Override
    public void down(String why) {
        locked(() -> {
            connected = false;
            news.signalAll();
        });
        watchers().forEach(Runnable::run);
    }

    private List<Runnable> watchers() {
        lock.lock();
        try {
            return List.copyOf(watched.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void message(String topic, String payload, boolean retained) {
        // The bytes are taken instead.
    }

    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        if (topic.equals(stateTopic())) {
            ownState(payload);
        } else if (!retained) {
            SparkplugTopic.parse(topic).ifPresent(parsed -> heard(parsed, payload));
        }
    }

    /** Somebody says that this host is offline, which it is not. */
    private void ownState(byte[] payload) {
        JsonNode state;
        try {
            state = Json.mapper().readTree(payload);
        } catch (IOException e) {
            LOG.debug("what is said of {} is not JSON", hostId, e);
            return;
        }
        boolean offline = state != null
                && state.path("online").isBoolean()
                && !state.path("online").asBoolean();
        locked(() -> {
            if (offline && connected && !contradicting) {
                contradicting = true;
                var unused = timer.schedule(this::contradict, CONTRADICTING_MS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** After a moment: two hosts that have one name by mistake are not to fight without a breath. */
    private void contradict() {
        locked(() -> contradicting = false);
        publishBirth();
    }

    private void heard(SparkplugTopic topic, byte[] bytes) {
        EdgeNode edge;
        lock.lock();
        try {
            edge = edges.get(topic.edge());
        } finally {
            lock.unlock();
        }
        if (edge == null || bytes.length > MOST_BYTES) {
            return;
        }
        SparkplugPayload payload;
        try {
            payload = SparkplugPayload.read(bytes);
        } catch (InvalidProtocolBufferException e) {
            LOG.debug("{} says what is no payload of Sparkplug B", topic, e);
            return;
        }
        List<Runnable> concerned = new ArrayList<>();
        locked(() -> {
            edge.heard(topic, payload, clock.instant());
            settle(topic.edge(), edge, concerned);
        });
        concerned.forEach(Runnable::run);
    }

    /** After something has happened to an edge node. */
    private void settle(EdgeId id, EdgeNode edge, List<Runnable> concerned) {
        if (edge.wantsRebirth()) {
            rebirths.want(id, clock.instant());
        } else {
            rebirths.settled(id);
        }
        addConcerned(id, edge, concerned);
        news.signalAll();
    }

    private void addConcerned(EdgeId id, EdgeNode edge, List<Runnable> concerned) {
        for (String device : edge.takeChanged()) {
            Runnable watcher = watched.get(new DeviceAddress(id, device));
            if (watcher != null) {
                concerned.add(watcher);
            }
        }
    }

    private void tick() {
        List<Runnable> concerned = new ArrayList<>();
        List<EdgeId> asked = new ArrayList<>();
        locked(() -> {
            if (!connected) {
                return;
            }
            Instant now = clock.instant();
            edges.forEach((id, edge) -> {
                edge.tick(now, timing.reorder());
                if (edge.wantsRebirth()) {
                    rebirths.want(id, now);
                }
                addConcerned(id, edge, concerned);
            });
            asked.addAll(rebirths.due(now));
        });
        asked.forEach(this::rebirth);
        if (!asked.isEmpty()) {
            // an edge node that has missed it, as can happen when it subscribes at that very moment, waits for ever
            publishBirth();
        }
        concerned.forEach(Runnable::run);
    }

    private void rebirth(EdgeId edge) {
        try {
            send(SparkplugTopic.nodeCommand(edge), Map.of(REBIRTH, true));
        } catch (IOException e) {
            LOG.debug("{} could not be asked to be born again", edge, e);
        }
    }

    private void locked(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        down("the hub stops");
    }
}
