package io.amsphub.mesh.measure;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * How far two surfaces are apart: the two-sided Hausdorff distance, sampled.
 *
 * <p>Facets that are in both surfaces lie at distance 0 and are left out. Of all others the corners are
 * samples, and a facet is halved at further samples for as long as part of it could lie farther off than
 * what was found and it is longer than the spacing. The distance of a sample is exact; the result is too
 * small by less than the spacing.
 *
 * @param forwardMm largest distance of a sample of the first surface from the second; infinite when the
 *     second has no facet
 * @param backwardMm the same the other way
 * @param samples number of samples
 * @param spacingMm edge length below which a facet is not halved: a 200th of the diagonal, or more
 *     where the facets that differ have a large area
 * @param facetsTouched facets of either that the other does not have
 */
public record SurfaceDeviation(double forwardMm, double backwardMm, long samples, double spacingMm, int facetsTouched) {

    private static final SurfaceDeviation NONE = new SurfaceDeviation(0, 0, 0, 0, 0);

    /** About how many samples the facets that differ get, so that a measurement takes seconds. */
    private static final double SAMPLES = 8_000;

    /** Returns the larger of both distances. */
    public double largestMm() {
        return Math.max(forwardMm, backwardMm);
    }

    /** Measures two surfaces. O(n log n) for surfaces that are near each other. */
    public static SurfaceDeviation between(TriangleMesh first, TriangleMesh second) {
        if (first == second) {
            return NONE;
        }
        TriangleMesh ownFirst = without(first, second);
        TriangleMesh ownSecond = without(second, first);
        int touched = ownFirst.facetCount() + ownSecond.facetCount();
        if (touched == 0) {
            return NONE;
        }
        BoundingBox box = (first.facetCount() > 0 ? first : second).boundingBox();
        double spacing = Math.max(box.diagonal() / 200, Math.sqrt((area(ownFirst) + area(ownSecond)) / SAMPLES));
        FacetSamples there = new FacetSamples(ownFirst, spacing);
        FacetSamples back = new FacetSamples(ownSecond, spacing);
        return new SurfaceDeviation(
                there.farthestFrom(second), back.farthestFrom(first), there.count() + back.count(), spacing, touched);
    }

    private static double area(TriangleMesh mesh) {
        return mesh.facetCount() == 0 ? 0 : FacetSamples.area(mesh);
    }

    /** Returns the facets of a mesh whose corners, as a set of places, are no facet of another mesh. */
    private static TriangleMesh without(TriangleMesh mesh, TriangleMesh other) {
        Set<Corners> known = new HashSet<>();
        for (int f = 0; f < other.facetCount(); f++) {
            known.add(Corners.of(other, f));
        }
        int[] kept = new int[mesh.facets().length];
        int n = 0;
        for (int f = 0; f < mesh.facetCount(); f++) {
            if (!known.contains(Corners.of(mesh, f))) {
                System.arraycopy(mesh.facets(), 3 * f, kept, n, 3);
                n += 3;
            }
        }
        return TriangleMesh.of(mesh.points(), Arrays.copyOf(kept, n), mesh.sourceUnit());
    }

    /** A hash of three places in any order; two different facets share it with a chance of 2^-128. */
    private record Corners(long first, long second) {

        static Corners of(TriangleMesh mesh, int f) {
            long sum = 0;
            long mix = 0;
            for (int k = 0; k < 3; k++) {
                long hash = 0;
                for (int axis = 0; axis < 3; axis++) {
                    hash = scramble(
                            hash ^ Double.doubleToLongBits(mesh.points()[3 * mesh.facets()[3 * f + k] + axis] + 0.0));
                }
                sum += hash;
                mix += scramble(hash ^ 0x5851F42D4C957F2DL);
            }
            return new Corners(sum, mix);
        }

        private static long scramble(long value) {
            long z = value + 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }
}
