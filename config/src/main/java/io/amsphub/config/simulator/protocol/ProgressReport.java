package io.amsphub.config.simulator.protocol;

import java.util.Map;

/**
 * {@code report/progress}, not retained.
 *
 * @param schema {@link Native#SCHEMA}
 * @param boot made at power-on
 * @param seq number of this report within the boot
 * @param time device clock, ISO instant
 * @param job the job that is being printed
 * @param progressPct 0 to 100
 * @param layer the layer that is being made, from 1
 * @param layers layers of the job
 * @param temperaturesC by place
 * @param remainingS print time that is left
 */
public record ProgressReport(
        String schema,
        String boot,
        long seq,
        String time,
        String job,
        double progressPct,
        int layer,
        int layers,
        Map<String, Double> temperaturesC,
        double remainingS) {}
