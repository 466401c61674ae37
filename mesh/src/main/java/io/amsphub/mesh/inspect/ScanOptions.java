package io.amsphub.mesh.inspect;

/**
 * How a scan is compared.
 *
 * @param toleranceMm what a point of the scan may be off the design by
 * @param inPartFrame whether the scan lies in the frame of the design already, so that it is not moved
 * @param leastCoverage share of the design's surface that a scan must show for its alignment to be trusted
 * @param mostPoints points that are measured at most; of a larger scan every k-th is taken
 */
public record ScanOptions(double toleranceMm, boolean inPartFrame, double leastCoverage, int mostPoints) {

    private static final double LEAST_COVERAGE = 0.8;
    private static final int MOST_POINTS = 1_000_000;

    /** Checks that the figures are possible. */
    public ScanOptions {
        if (!(toleranceMm > 0) || !(leastCoverage >= 0 && leastCoverage <= 1) || mostPoints < 1) {
            throw new IllegalArgumentException("a tolerance above 0, a coverage of 0 to 1 and at least one point");
        }
    }

    /** Returns options for a scan in the frame of the design. */
    public static ScanOptions inPartFrame(double toleranceMm) {
        return new ScanOptions(toleranceMm, true, LEAST_COVERAGE, MOST_POINTS);
    }

    /** Returns options for a scan in a frame of its own, which is laid onto the design first. */
    public static ScanOptions aligned(double toleranceMm) {
        return new ScanOptions(toleranceMm, false, LEAST_COVERAGE, MOST_POINTS);
    }
}
