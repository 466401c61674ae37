package io.amsphub.config.simulator.protocol;

import org.jspecify.annotations.Nullable;

/**
 * {@code report/job}, not retained: a job has ended.
 *
 * @param schema {@link Native#SCHEMA}
 * @param boot made at power-on
 * @param seq number of this report within the boot
 * @param time device clock, ISO instant
 * @param job the job that ended
 * @param outcome FINISHED, FAILED or CANCELLED
 * @param reason why it did not finish
 * @param printTimeS time spent printing, 0 where the machine cannot know
 * @param feedstockMm3 feedstock used
 * @param measuredMm the finished part as measured in the machine
 */
public record JobReport(
        String schema,
        String boot,
        long seq,
        String time,
        String job,
        Outcome outcome,
        @Nullable String reason,
        double printTimeS,
        @Nullable Double feedstockMm3,
        @Nullable SizeMm measuredMm) {}
