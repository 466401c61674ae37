package io.amsphub.processors.step;

import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.RawReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Down-samples states of which a device has said that they may be lost (MQTT QoS 0): of those that differ from the one
 * that was taken in last in figures alone (progress, temperatures), one in each while counts, the last of it. Anything
 * else is taken in at once: another state, job, platform or alarm, another power-on, whatever came at QoS 1.
 *
 * <p>What is held back is in memory. It is lost with the process, and when nobody asks for it for a while after it is due.
 *
 * <p>Not thread-safe.
 */
final class ReportSampling {

    /** After how many whiles what was held back does not tell any more how things are. */
    private static final int STALE = 5;

    private static final String NOUN = "/report/";
    private static final String STATE = NOUN + "state";

    private final long eachNanos;
    private final ReportIntake intake;
    private final LongSupplier nanoTime;

    /** By what their topics begin with, the longest ago first. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** Devices as they were when a state of theirs that may be lost was taken in last: how they speak. */
    private final Map<String, Device> known = new HashMap<>();

    /** Of what came together, the last of each device that says no more than figures behind another. */
    private final Map<String, Held> behind = new HashMap<>();

    /**
     * Brings together what is needed.
     *
     * @param each a while; zero holds nothing back
     * @param nanoTime a clock that nobody sets, as {@link System#nanoTime}
     */
    ReportSampling(Duration each, ReportIntake intake, LongSupplier nanoTime) {
        this.eachNanos = each.toNanos();
        this.intake = intake;
        this.nanoTime = nanoTime;
    }

    private record Held(RawReport report, long seq) {}

    /** What is held back of a device until its while is over. */
    private static final class Window {

        private final long begun;
        private final DeviceReport.State taken;
        private @Nullable Held held;

        private Window(long begun, DeviceReport.State taken) {
            this.begun = begun;
            this.taken = taken;
        }

        private void hold(Held report) {
            if (report.seq > (held == null ? taken.seq() : held.seq)) {
                held = report;
            }
        }
    }

    /** Returns those of some reports that came together that are to be taken in now, in their order. */
    List<RawReport> now(List<RawReport> reports) {
        behind.clear();
        if (known.isEmpty()) {
            return reports;
        }
        Map<String, DeviceReport.State> said = new HashMap<>();
        return reports.stream().filter(report -> !waits(report, said)).toList();
    }

    /**
     * Whether a report says no more than figures behind one of its device that was taken in within the last while, or comes
     * before it and will be.
     *
     * @param said what will be, by device
     */
    private boolean waits(RawReport report, Map<String, DeviceReport.State> said) {
        String device = device(report);
        boolean mayWait = !report.lasting() && report.topic().endsWith(STATE);
        Window window = windows.get(device);
        DeviceReport read = mayWait || window != null || said.containsKey(device) ? read(device, report) : null;
        if (read == null) {
            return false;
        }
        if (!mayWait || !(read instanceof DeviceReport.State state)) {
            said.remove(device);
        } else if (window != null && onlyFigures(window.taken, state)) {
            window.hold(new Held(report, state.seq()));
            return true;
        } else {
            DeviceReport.State before = said.get(device);
            if (before != null && onlyFigures(before, state)) {
                behind.put(device, new Held(report, state.seq()));
                return true;
            }
            said.put(device, state);
        }
        windows.remove(device);
        behind.remove(device);
        return false;
    }

    /** Returns null for what cannot be read: it goes the way of all reports, which says why, and changes nothing here. */
    private @Nullable DeviceReport read(String name, RawReport report) {
        Device device = known.get(name);
        try {
            return device == null ? null : intake.read(device, report.topic(), report.payload());
        } catch (HubException e) {
            return null;
        }
    }

    private static boolean onlyFigures(DeviceReport.State before, DeviceReport.State after) {
        return before.boot().equals(after.boot())
                && before.state() == after.state()
                && Objects.equals(before.platformClear(), after.platformClear())
                && Objects.equals(before.job(), after.job())
                && before.recentJobs().equals(after.recentJobs())
                && sameAlarm(before.alarm(), after.alarm());
    }

    private static boolean sameAlarm(@Nullable Alarm before, @Nullable Alarm after) {
        if (before == null || after == null) {
            return before == null && after == null;
        }
        return before.code().equals(after.code())
                && before.severity() == after.severity()
                && before.message().equals(after.message());
    }

    /** Notes what was taken in: where a state may be lost, a while begins. */
    void taken(Map<RawReport, ReportIntake.Heard> kept) {
        if (eachNanos == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        kept.forEach((report, heard) -> {
            String device = device(report);
            windows.remove(device);
            if (!report.lasting() && heard.report() instanceof DeviceReport.State state) {
                windows.put(device, new Window(now, state));
                known.put(device, heard.device());
            }
        });
        behind.forEach((device, held) -> {
            Window window = windows.get(device);
            if (window != null) {
                window.hold(held);
            }
        });
    }

    /** Returns what was held back and is due; it is not held any longer. */
    List<RawReport> due(int limit) {
        List<RawReport> due = new ArrayList<>();
        long now = nanoTime.getAsLong();
        Iterator<Window> oldest = windows.values().iterator();
        while (oldest.hasNext() && due.size() < limit) {
            Window window = oldest.next();
            long passed = now - window.begun;
            if (passed < eachNanos) {
                break;
            }
            if (window.held != null && passed <= STALE * eachNanos) {
                due.add(window.held.report);
            }
            oldest.remove();
        }
        return due;
    }

    private static String device(RawReport report) {
        int noun = report.topic().indexOf(NOUN);
        return noun < 0 ? report.topic() : report.topic().substring(0, noun);
    }
}
