package io.amsphub.processors.step;

import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.RawReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** How many whiles late what was held back still tells how things are. */
    private static final int STALE = 5;

    private static final String NOUN = "/report/";
    private static final String STATE = NOUN + "state";

    private final Duration each;
    private final ReportIntake intake;

    /** By what their topics begin with, the longest ago first. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** Devices as they were when a state of theirs that may be lost was taken in last: how they speak. */
    private final Map<String, Device> known = new HashMap<>();

    /** Of what came together, the last of each device that says no more than figures behind another. */
    private final Map<String, RawReport> behind = new HashMap<>();

    /** Brings together what is needed; a while of zero holds nothing back. */
    ReportSampling(Duration each, ReportIntake intake) {
        this.each = each;
        this.intake = intake;
    }

    /** What is held back of a device until its while is over. */
    private static final class Window {

        private final Instant end;
        private final DeviceReport.State taken;
        private @Nullable RawReport held;
        private long seq;

        private Window(Instant end, DeviceReport.State taken) {
            this.end = end;
            this.taken = taken;
            this.seq = taken.seq();
        }
    }

    /** Returns those of some reports that came together that are to be taken in now, in their order. */
    List<RawReport> now(List<RawReport> reports) {
        behind.clear();
        if (known.isEmpty()) {
            return reports;
        }
        Map<String, DeviceReport.State> said = new HashMap<>();
        List<RawReport> now = new ArrayList<>(reports.size());
        for (RawReport report : reports) {
            if (held(report) || behind(report, said)) {
                continue;
            }
            String device = device(report);
            if (windows.containsKey(device) && read(report).isPresent()) {
                windows.remove(device);
            }
            now.add(report);
        }
        return now;
    }

    /** Whether a report says no more than figures behind the one of its device that is to be taken in now. */
    private boolean behind(RawReport report, Map<String, DeviceReport.State> said) {
        String name = device(report);
        if (!mayWait(report) && !said.containsKey(name)) {
            return false;
        }
        Optional<DeviceReport> read = read(report);
        if (read.isEmpty()) {
            return false;
        }
        if (!mayWait(report) || !(read.get() instanceof DeviceReport.State state)) {
            said.remove(name);
            behind.remove(name);
            return false;
        }
        DeviceReport.State before = said.get(name);
        if (before != null && onlyFigures(before, state)) {
            behind.put(name, report);
            return true;
        }
        said.put(name, state);
        behind.remove(name);
        return false;
    }

    private static boolean mayWait(RawReport report) {
        return !report.lasting() && report.topic().endsWith(STATE);
    }

    private boolean held(RawReport report) {
        Window window = windows.get(device(report));
        if (window == null || !mayWait(report)) {
            return false;
        }
        DeviceReport said = read(report).orElse(null);
        if (!(said instanceof DeviceReport.State state) || !onlyFigures(window.taken, state)) {
            return false;
        }
        if (state.seq() > window.seq) {
            window.held = report;
            window.seq = state.seq();
        }
        return true;
    }

    /** What cannot be read goes the way of all reports, which says why, and changes nothing here. */
    private Optional<DeviceReport> read(RawReport report) {
        Device device = known.get(device(report));
        try {
            return device == null
                    ? Optional.empty()
                    : Optional.of(intake.read(device, report.topic(), report.payload()));
        } catch (HubException e) {
            return Optional.empty();
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
        if (each.isZero()) {
            return;
        }
        kept.forEach((report, heard) -> {
            String device = device(report);
            windows.remove(device);
            if (!report.lasting() && heard.report() instanceof DeviceReport.State state) {
                windows.put(device, new Window(state.arrivedAt().plus(each), state));
                known.put(device, heard.device());
            }
        });
        behind.values().forEach(this::held);
    }

    /** Returns what was held back and is due; it is not held any longer. */
    List<RawReport> due(Instant now, int limit) {
        List<RawReport> due = new ArrayList<>();
        Iterator<Window> oldest = windows.values().iterator();
        while (oldest.hasNext() && due.size() < limit) {
            Window window = oldest.next();
            if (window.end.isAfter(now)) {
                break;
            }
            RawReport held = window.held;
            if (held != null && now.isBefore(window.end.plus(each.multipliedBy(STALE)))) {
                due.add(held);
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
