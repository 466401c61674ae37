package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.SizeMm;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job that had been accepted.
 *
 * @param job job id
 * @param outcome FINISHED, FAILED or CANCELLED
 * @param reason why it did not finish
 * @param progressPct how far it came, 0 to 100
 * @param printTimeS time spent printing, 0 where the machine cannot know
 * @param feedstockMm3 feedstock used, null where the machine cannot know
 * @param measuredMm the finished part as measured in the machine
 */
public record JobEnd(
        String job,
        Outcome outcome,
        @Nullable String reason,
        double progressPct,
        double printTimeS,
        @Nullable Double feedstockMm3,
        @Nullable SizeMm measuredMm) {

    static JobEnd unprinted(String job, Outcome outcome, String reason) {
        return new JobEnd(job, outcome, reason, 0, 0, null, null);
    }
}
