package io.amsphub.mesh.printability;

import org.jspecify.annotations.Nullable;

/** The widths of material and of void of one part, each measured once when a check first asks. Not thread-safe. */
final class PartWidths {

    private static final double MARGIN = 1.02;

    private @Nullable SamplePoints points;
    private @Nullable Widths material;
    private @Nullable Widths voids;

    /** Returns the widths of walls, pins and raised strokes. */
    Widths material(PrintModel model, ProcessLimits limits) {
        if (material == null) {
            double reach = largest(
                    limits,
                    Limit.WALL_SUPPORTED,
                    Limit.WALL_UNSUPPORTED,
                    Limit.PIN,
                    Limit.TEXT_STROKE,
                    Limit.TEXT_DEPTH);
            material = measure(model, limits, true, reach);
        }
        return material;
    }

    /** Returns the widths of gaps, holes and grooves; closed cavities are not looked into. */
    Widths voids(PrintModel model, ProcessLimits limits) {
        if (voids == null) {
            double reach = largest(limits, Limit.GAP, Limit.HOLE, Limit.TEXT_STROKE, Limit.TEXT_DEPTH);
            voids = measure(model, limits, false, reach);
        }
        return voids;
    }

    private Widths measure(PrintModel model, ProcessLimits limits, boolean inward, double reach) {
        SamplePoints shared = points == null ? SamplePoints.of(model) : points;
        points = shared;
        return Widths.measure(model, shared, inward, MARGIN * reach, largest(limits, Limit.TEXT_STROKE));
    }

    /** Returns the largest of the limits that apply, 0 when none does. */
    static double largest(ProcessLimits limits, Limit... some) {
        double largest = 0;
        for (Limit limit : some) {
            double value = limits.value(limit);
            largest = value > largest ? value : largest;
        }
        return largest;
    }
}
