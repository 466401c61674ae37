package io.amsphub.config.simulator.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code report/state}, retained.
 *
 * @param schema {@link Native#SCHEMA}
 * @param boot made at power-on
 * @param seq number of this report within the boot
 * @param time device clock, ISO instant
 * @param state what the machine does
 * @param platformClear whether a part could be printed on the build platform
 * @param job the job that the state speaks of
 * @param progressPct 0 to 100
 * @param layer the layer that is being made, from 1
 * @param layers layers of the job
 * @param temperaturesC by place
 * @param recentJobs newest last, at most {@link Native#RECENT_JOBS}
 * @param alarm the alarm that stands, if any
 */
public record StateReport(
        String schema,
        String boot,
        long seq,
        String time,
        MachineState state,
        boolean platformClear,
        @Nullable String job,
        @Nullable Double progressPct,
        @Nullable Integer layer,
        @Nullable Integer layers,
        Map<String, Double> temperaturesC,
        List<RecentJob> recentJobs,
        @Nullable Alarm alarm) {}
