package io.amsphub.processors.scan;

import io.amsphub.processors.catalogue.SizeMm;
import java.util.List;

/**
 * What a comparison with the design found, and what it proposes. Distances are signed: positive is too much material.
 *
 * @param verdict what is proposed
 * @param reasons why, in words
 * @param points points of the scan
 * @param measured points that were measured
 * @param toleranceMm the tolerance of the material
 * @param largestMm the largest signed distance of a point
 * @param smallestMm the smallest signed distance of a point
 * @param meanMm mean signed distance
 * @param rmsMm root mean square distance
 * @param percentile95Mm 95 % of the points are no farther off
 * @param percentile99Mm 99 % of the points are no farther off
 * @param shareWithin share of points within the tolerance
 * @param coverage share of the design's surface that the scan shows
 * @param offsetsMm box of the scan minus box of the design: min x y z, max x y z
 * @param size extents of the scan as it was laid on, mm
 * @param nominal extents of the design, mm
 * @param alignment how the scan was laid onto the design
 * @param residualMm residual of that
 * @param placements how many placements fit equally well
 * @param doubts why the placement is in doubt; empty when it is not
 */
public record ScanResult(
        Verdict verdict,
        List<String> reasons,
        int points,
        int measured,
        double toleranceMm,
        double largestMm,
        double smallestMm,
        double meanMm,
        double rmsMm,
        double percentile95Mm,
        double percentile99Mm,
        double shareWithin,
        double coverage,
        List<Double> offsetsMm,
        SizeMm size,
        SizeMm nominal,
        String alignment,
        double residualMm,
        int placements,
        List<String> doubts) {

    /** What is proposed. */
    public enum Verdict {
        PASS,
        FAIL,
        /** The figures cannot be relied on: a person decides. */
        UNDECIDED
    }

    /** Copies the lists. */
    public ScanResult {
        reasons = List.copyOf(reasons);
        offsetsMm = List.copyOf(offsetsMm);
        doubts = List.copyOf(doubts);
    }
}
