package io.amsphub.mesh.inspect;

/**
 * How far a scan is off its design. Distances of points are signed: positive outside of the design (too much
 * material), negative inside (too little).
 *
 * @param points points of the scan
 * @param measured points that were measured
 * @param largestMm the largest signed distance
 * @param smallestMm the smallest signed distance
 * @param meanMm mean of the signed distances
 * @param rmsMm root mean square of the distances
 * @param sigmaMm standard deviation of the signed distances
 * @param percentile95Mm 95 % of the points are no farther off than this
 * @param percentile99Mm 99 % of the points are no farther off than this
 * @param shareWithin share of the points within the tolerance
 * @param toleranceMm the tolerance that was given
 * @param coverage share of the design's surface with a point of the scan near it
 * @param scanBox {@code double[6]}: box of the scan as it was laid on: min x y z, max x y z, mm
 * @param offsetsMm {@code double[6]}: that box minus the box of the design, side by side
 * @param alignment how the scan was laid on
 */
@SuppressWarnings("ArrayRecordComponent") // figures: handed on, never compared
public record ScanDeviation(
        int points,
        int measured,
        double largestMm,
        double smallestMm,
        double meanMm,
        double rmsMm,
        double sigmaMm,
        double percentile95Mm,
        double percentile99Mm,
        double shareWithin,
        double toleranceMm,
        double coverage,
        double[] scanBox,
        double[] offsetsMm,
        Alignment alignment) {

    /** Returns the largest distance of a point from the surface of the design, either way. */
    public double farthestMm() {
        return Math.max(Math.abs(largestMm), Math.abs(smallestMm));
    }
}
