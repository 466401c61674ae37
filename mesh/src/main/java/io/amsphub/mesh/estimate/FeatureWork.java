package io.amsphub.mesh.estimate;

/**
 * The work of one feature of a build.
 *
 * @param timeS in s
 * @param lengthMm length of the moves in mm
 * @param volumeMm3 feedstock in mm³; 0 for travel
 */
public record FeatureWork(double timeS, double lengthMm, double volumeMm3) {}
