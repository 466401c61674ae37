package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a machine stands, in canonical words, with nothing of how it was asked.
 *
 * @param state canonical state
 * @param platformClear whether the platform is free; null when the machine cannot know
 * @param job the hub's job that it is making; null for none, or for somebody else's
 * @param progressPct of what it is making
 * @param temperaturesC by name of the sensor
 * @param recentJobs jobs of the hub that it knows of
 * @param alarm the alarm in force, its time left to the report
 */
record Observation(
        DeviceState state,
        @Nullable Boolean platformClear,
        @Nullable String job,
        @Nullable Double progressPct,
        Map<String, Double> temperaturesC,
        List<RecentJob> recentJobs,
        @Nullable Alarm alarm) {

    private static final double STEP_PCT = 1;

    Observation {
        temperaturesC = Map.copyOf(temperaturesC);
        recentJobs = List.copyOf(recentJobs);
    }

    /** Returns whether the machine has, or had, a job. */
    boolean knows(String wanted) {
        return wanted.equals(job)
                || recentJobs.stream().anyMatch(recent -> recent.job().equals(wanted));
    }

    /** Returns whether it is worth a report after another observation. */
    boolean differs(@Nullable Observation before) {
        return before == null || !essence().equals(before.essence()) || moved(before);
    }

    private boolean moved(Observation before) {
        Double now = progressPct;
        Double then = before.progressPct;
        return now != null && (then == null || Math.abs(now - then) >= STEP_PCT);
    }

    private Map<String, Object> essence() {
        Map<String, Object> essence = new TreeMap<>();
        essence.put("state", state);
        essence.put("clear", String.valueOf(platformClear));
        essence.put("job", String.valueOf(job));
        essence.put("recent", recentJobs);
        essence.put("alarm", alarm == null ? "" : alarm.code());
        return essence;
    }
}
