package io.amsphub.mesh.correct;

/**
 * What correction may do.
 *
 * @param toleranceMm points of open edges closer than this may be joined; 0 derives it from the model
 * @param maxDeviationMm over this distance between the surface before and after a person has to
 *     decide; 0 derives it from the model (a thousandth of the diagonal)
 * @param fillHoles whether holes are filled
 * @param removeNoise whether shells too small to be meant are removed
 * @param resolveIntersections whether intersecting and overlapping shells become one solid
 * @param wrap whether a mesh that stays open may be replaced by a watertight wrap; off unless asked for
 */
public record CorrectionOptions(
        double toleranceMm,
        double maxDeviationMm,
        boolean fillHoles,
        boolean removeNoise,
        boolean resolveIntersections,
        boolean wrap) {

    /** Checks that no length is negative or NaN. */
    public CorrectionOptions {
        if (!(toleranceMm >= 0 && maxDeviationMm >= 0)) {
            throw new IllegalArgumentException("a length is negative or NaN");
        }
    }

    /** Returns everything but the wrap, with tolerances derived from the model. */
    public static CorrectionOptions defaults() {
        return new CorrectionOptions(0, 0, true, true, true, false);
    }

    /** Returns these options with the wrap allowed or not. */
    public CorrectionOptions withWrap(boolean allowed) {
        return new CorrectionOptions(
                toleranceMm, maxDeviationMm, fillHoles, removeNoise, resolveIntersections, allowed);
    }
}
