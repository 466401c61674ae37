package io.amsphub.mesh.orient;

/**
 * How much each term of the cost of an orientation counts, and from which angle on a facet needs support.
 *
 * @param height of the height over the diagonal of the part, which stands for time
 * @param supportVolume of the support volume over the volume of the part
 * @param contactArea of the area that support touches over the area of the part
 * @param instability of how easily the part tips, 0 (lies flat) to 1 (falls over)
 * @param overhangDegrees facets flatter than this from the horizontal need support from below
 */
public record OrientationWeights(
        double height, double supportVolume, double contactArea, double instability, double overhangDegrees) {

    /** Equal weights for time and scars, twice that for support, half for stability; 45 degrees. */
    public static final OrientationWeights DEFAULT = new OrientationWeights(1, 2, 1, 0.5, 45);

    /** Checks that no weight is negative and the angle is between 0 and 90. */
    public OrientationWeights {
        if (!(height >= 0 && supportVolume >= 0 && contactArea >= 0 && instability >= 0)
                || !(overhangDegrees >= 0 && overhangDegrees <= 90)) {
            throw new IllegalArgumentException("weights are not negative; the overhang angle is 0 to 90 degrees");
        }
    }
}
