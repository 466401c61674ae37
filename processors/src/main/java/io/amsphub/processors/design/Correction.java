package io.amsphub.processors.design;

import java.util.List;

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
 */
public record Correction(
        List<Step> steps,
        Detection after,
        double volumeChangeMm3,
        double areaChangeMm2,
        double maxDeviationMm,
        boolean withinTolerance,
        List<String> reasons,
        BlobRef content) {

    /** Copies the steps. */
    public Correction {
        steps = List.copyOf(steps);
        reasons = List.copyOf(reasons);
    }

    /** One kind of mending and how often it was applied. */
    public record Step(String name, long count) {}
}
