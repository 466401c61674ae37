package io.amsphub.processors.quote;

/**
 * What making one part takes.
 *
 * @param printTimeS seconds on the machine, calibrated
 * @param measuredTimeS the same before calibration
 * @param jobTimeS seconds that a job with this part alone occupies a machine, calibrated
 * @param feedstockMm3 feedstock in the part and its supports, waste not counted
 * @param feedstockG the same in grams, waste counted
 * @param supportMm3 the part of it that is support
 * @param layers number of layers
 * @param basis how it was worked out, for people
 */
public record Estimate(
        long printTimeS,
        long measuredTimeS,
        long jobTimeS,
        double feedstockMm3,
        double feedstockG,
        double supportMm3,
        int layers,
        String basis) {}
