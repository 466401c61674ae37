package io.amsphub.processors.quote;

/**
 * What making one part takes.
 *
 * @param printTimeS seconds on the machine
 * @param feedstockMm3 feedstock in the part, waste not counted
 * @param feedstockG the same in grams, waste counted
 * @param layers number of layers
 */
public record Estimate(long printTimeS, double feedstockMm3, double feedstockG, int layers) {}
