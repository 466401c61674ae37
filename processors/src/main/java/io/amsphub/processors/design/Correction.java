package io.amsphub.processors.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What correction did, and what detection says of the result after it was written and read back.
 *
 * @param steps what was done, in order
 * @param after detection of the result
 * @param volumeChangeMm3 signed
 * @param areaChangeMm2 signed
 * @param maxDeviationMm how far the surface moved at most (two-sided)
 * @param withinTolerance whether the change is small enough to be taken without asking
 * @param reasons why a person has to decide; empty when it is within tolerance
 * @param content the corrected model
 * @param wrapOffered whether this leaves the model broken and only a watertight wrap, which is made when it is
 *     asked for, would make it a solid
 */
public record Correction(
        List<Step> steps,
        Detection after,
        double volumeChangeMm3,
        double areaChangeMm2,
        double maxDeviationMm,
        boolean withinTolerance,
        List<String> reasons,
        BlobRef content,
        boolean wrapOffered) {

    /** Copies the steps. */
    public Correction {
        steps = List.copyOf(steps);
        reasons = List.copyOf(reasons);
    }

    /** Returns whether the result can be made: whether detection found it sound after it was read back. */
    public boolean sound() {
        return after.solid();
    }

    /**
     * One kind of mending.
     *
     * @param name what was done
     * @param count how often
     * @param measure the size that goes with it, if it has one
     * @param unit of the measure
     * @param note what a number cannot say, if there is anything
     */
    public record Step(
            String name,
            long count,
            @Nullable Double measure,
            @Nullable String unit,
            @Nullable String note) {}
}
