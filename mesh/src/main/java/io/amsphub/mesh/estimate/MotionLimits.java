package io.amsphub.mesh.estimate;

/**
 * What the axes of a material extrusion machine can do. Arrays have one entry for each of X, Y, Z and E.
 * Package use only; the arrays are not to be written.
 *
 * @param maxFeedrate mm/s
 * @param maxAcceleration mm/s²
 * @param maxJerk the change of speed at a corner that is done at once, mm/s
 * @param retractAcceleration for moves of the extruder alone, mm/s²
 */
@SuppressWarnings("ArrayRecordComponent")
record MotionLimits(double[] maxFeedrate, double[] maxAcceleration, double[] maxJerk, double retractAcceleration) {}
