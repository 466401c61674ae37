package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Alarm;
import io.amsphub.config.simulator.protocol.MachineState;
import io.amsphub.config.simulator.protocol.RecentJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine at one instant, as it would report itself.
 *
 * @param state what it does
 * @param platformClear whether a part could be printed on the platform
 * @param job the job that the state speaks of
 * @param progressPct 0 to 100
 * @param layer the layer that is being made, from 1
 * @param layers layers of the job
 * @param remainingS print time that is left
 * @param temperaturesC by place
 * @param recentJobs newest last
 * @param alarm the alarm that stands
 */
public record Snapshot(
        MachineState state,
        boolean platformClear,
        @Nullable String job,
        @Nullable Double progressPct,
        @Nullable Integer layer,
        @Nullable Integer layers,
        @Nullable Double remainingS,
        Map<String, Double> temperaturesC,
        List<RecentJob> recentJobs,
        @Nullable Alarm alarm) {}
