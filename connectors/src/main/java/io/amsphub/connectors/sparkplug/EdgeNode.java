package io.amsphub.connectors.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the host application knows of one edge node, by its messages.
 *
 * <p>All messages of an edge node but its death have consecutive numbers. One that comes early waits for those
 * before it; when these stay away for too long, everything that is known is void until the next birth. What comes a
 * second time is dropped. The clock of the edge node only tells a straggler from before the birth or a repetition
 * from news; a message that has the expected number is taken whatever its time. Not safe for several threads.
 */
final class EdgeNode {

    private static final int SEQ_END = 256;
    private static final int MOST_EARLY = 64;
    private static final int MOST_DEVICES = 1000;
    private static final long NO_SESSION = -1;

    private final Map<String, Device> devices = new HashMap<>();
    private final Map<Integer, Sequenced> early = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private DeviceView.Life life = DeviceView.Life.UNBORN;
    private @Nullable MetricTable metrics;
    private long bdSeq = NO_SESSION;
    private long bornAt;
    private int next;
    private long newest;
    private @Nullable Instant gapSince;
    private @Nullable Instant heardAt;
    private boolean rebirth;

    /** A device behind it. */
    private record Device(DeviceView.Life life, @Nullable MetricTable metrics) {}

    /** A message that has a number. */
    private record Sequenced(SparkplugTopic topic, SparkplugPayload payload) {}

    /** Takes in a message. */
    void heard(SparkplugTopic topic, SparkplugPayload payload, Instant now) {
        switch (topic.kind()) {
            case NBIRTH -> born(payload, now);
            case NDEATH -> died(payload);
            case NDATA, DBIRTH, DDATA, DDEATH -> sequenced(new Sequenced(topic, payload), now);
            case NCMD, DCMD -> {
                return;
            }
        }
        mistrustWhenLost();
    }

    private void born(SparkplugPayload payload, Instant now) {
        long session = payload.bdSeq().orElse(NO_SESSION);
        if (session == NO_SESSION || payload.seq() == SparkplugPayload.NO_SEQ || isRepeated(session, payload)) {
            return;
        }
        heardAt = now;
        life = DeviceView.Life.ALIVE;
        metrics = new MetricTable(payload);
        bdSeq = session;
        bornAt = payload.timestamp();
        newest = bornAt;
        next = after(payload.seq());
        rebirth = false;
        allDevices(DeviceView.Life.UNBORN);
        early.values().removeIf(message -> message.payload().timestamp() < bornAt);
        drain();
        gapSince = early.isEmpty() ? null : now;
    }

    /** A birth of the same session that is not younger; after something was missed, any birth is welcome. */
    private boolean isRepeated(long session, SparkplugPayload payload) {
        if (session != bdSeq) {
            return false;
        }
        return switch (life) {
            case ALIVE -> payload.timestamp() <= bornAt;
            case DEAD -> payload.timestamp() == bornAt;
            default -> false;
        };
    }

    /** A death that does not belong to the birth is that of a session before. */
    private void died(SparkplugPayload payload) {
        if (life != DeviceView.Life.DEAD && payload.bdSeq().orElse(NO_SESSION - 1) == bdSeq) {
            life = DeviceView.Life.DEAD;
            rebirth = false;
            forgetEarly();
            allDevices(DeviceView.Life.DEAD);
        }
    }

    private void sequenced(Sequenced message, Instant now) {
        SparkplugPayload payload = message.payload();
        int seq = payload.seq();
        if (seq == SparkplugPayload.NO_SEQ) {
            return;
        }
        boolean alive = life == DeviceView.Life.ALIVE;
        if (alive && seq == next) {
            heardAt = now;
            take(message);
            drain();
            gapSince = early.isEmpty() ? null : now;
        } else if (!alive || isEarly(payload)) {
            early.put(seq, message);
            gapSince = gapSince == null ? now : gapSince;
            rebirth |= early.size() > MOST_EARLY;
        }
    }

    /** Neither a straggler from before the birth nor a repetition. */
    private boolean isEarly(SparkplugPayload payload) {
        boolean behind = Math.floorMod(next - payload.seq(), SEQ_END) <= SEQ_END / 2;
        return payload.timestamp() >= bornAt && !(behind && payload.timestamp() <= newest);
    }

    private static int after(int seq) {
        return (seq + 1) % SEQ_END;
    }

    private void drain() {
        for (Sequenced message = early.remove(next); message != null; message = early.remove(next)) {
            take(message);
        }
    }

    private void take(Sequenced message) {
        SparkplugPayload payload = message.payload();
        next = after(payload.seq());
        newest = Math.max(newest, payload.timestamp());
        String name = message.topic().device();
        if (name == null) {
            change(metrics, payload);
            return;
        }
        if (devices.size() >= MOST_DEVICES && !devices.containsKey(name)) {
            return;
        }
        switch (message.topic().kind()) {
            case DBIRTH -> devices.put(name, new Device(DeviceView.Life.ALIVE, new MetricTable(payload)));
            case DDEATH -> devices.put(name, new Device(DeviceView.Life.DEAD, null));
            default -> {
                Device device = devices.get(name);
                change(device == null ? null : device.metrics(), payload);
            }
        }
        changed.add(name);
    }

    private void change(@Nullable MetricTable born, SparkplugPayload payload) {
        rebirth |= born == null || !born.change(payload);
    }

    private void allDevices(DeviceView.Life now) {
        changed.addAll(devices.keySet());
        devices.replaceAll((name, device) -> new Device(now, null));
    }

    private void forgetEarly() {
        early.clear();
        gapSince = null;
    }

    /** Time passes. */
    void tick(Instant now, Duration reorder) {
        Instant since = gapSince;
        if (since != null && !since.plus(reorder).isAfter(now)) {
            forgetEarly();
            rebirth = true;
        }
        mistrustWhenLost();
    }

    private void mistrustWhenLost() {
        if (rebirth && life == DeviceView.Life.ALIVE) {
            mistrust();
        }
    }

    /** Something was missed: nothing that is known counts until the next birth. */
    void mistrust() {
        rebirth = true;
        forgetEarly();
        if (life != DeviceView.Life.UNBORN) {
            life = DeviceView.Life.UNBORN;
            allDevices(DeviceView.Life.UNBORN);
        }
    }

    /** Returns whether it has to be asked to be born again. */
    boolean wantsRebirth() {
        return rebirth;
    }

    /** Returns how a device stands. */
    DeviceView view(String name) {
        Device device = devices.get(name);
        MetricTable table = device == null ? null : device.metrics();
        DeviceView.Life now =
                life == DeviceView.Life.ALIVE ? device == null ? DeviceView.Life.UNBORN : device.life() : life;
        return new DeviceView(
                now, table == null ? Map.of() : table.values(), table == null ? Set.of() : table.names(), heardAt);
    }

    /** Returns the devices that have changed since it was asked last. */
    Set<String> takeChanged() {
        Set<String> taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }
}
