package io.amsphub.mesh.io;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;

/**
 * Points and facets of a mesh while it is read: growing primitive arrays, bounded by the limits. Coordinates
 * are finite and in mm; a negative zero becomes zero, because it is the same place.
 */
final class MeshBuilder {

    private static final double[] NO_POINTS = {};
    private static final int[] NO_FACETS = {};
    private static final int FIRST_CAPACITY = 1 << 10;

    private final ReadLimits limits;
    private double[] points = NO_POINTS;
    private int[] facets = NO_FACETS;
    private int pointCount;
    private int facetCount;

    MeshBuilder(ReadLimits limits) {
        this.limits = limits;
    }

    int pointCount() {
        return pointCount;
    }

    int facetCount() {
        return facetCount;
    }

    /** Returns coordinate {@code axis} of a point that was added. */
    double coordinate(int point, int axis) {
        return points[3 * point + axis];
    }

    /** Returns the points so far, {@code double[3·n]} with room behind; valid until the next point is added. */
    double[] rawPoints() {
        return points;
    }

    /** Returns the facets so far, {@code int[3·m]} with room behind; valid until the next facet is added. */
    int[] rawFacets() {
        return facets;
    }

    /** Makes room for facets that are known to come; the number must be one that the input can really hold. */
    void expectFacets(int count) {
        facets = Arrays.copyOf(facets, Math.max(facets.length, 3 * Math.min(count, limits.maxFacets())));
    }

    /** Makes room for points that are known to come; the number must be one that the input can really hold. */
    void expectPoints(int count) {
        points = Arrays.copyOf(points, Math.max(points.length, 3 * Math.min(count, limits.maxPoints())));
    }

    /** Adds a point, finite coordinates in mm, and returns its index. */
    int addPoint(double x, double y, double z, Place place) throws MeshFormatException {
        if (3 * pointCount == points.length) {
            points = Arrays.copyOf(points, grown(points.length, limits.maxPoints(), "points", place));
        }
        int at = 3 * pointCount;
        points[at] = x + 0.0;
        points[at + 1] = y + 0.0;
        points[at + 2] = z + 0.0;
        return pointCount++;
    }

    /** Adds a facet; whether the indices are in range is for the reader to check. */
    void addFacet(int a, int b, int c, Place place) throws MeshFormatException {
        if (3 * facetCount == facets.length) {
            facets = Arrays.copyOf(facets, grown(facets.length, limits.maxFacets(), "facets", place));
        }
        int at = 3 * facetCount++;
        facets[at] = a;
        facets[at + 1] = b;
        facets[at + 2] = c;
    }

    /** Takes back what was added behind so many points and facets. */
    void truncate(int points, int facets) {
        pointCount = Math.min(pointCount, points);
        facetCount = Math.min(facetCount, facets);
    }

    private static int grown(int length, int most, String what, Place place) throws MeshFormatException {
        if (length == 3L * most) {
            throw new MeshFormatException(
                    MeshFault.TOO_MANY_FACETS,
                    "the model has more than the " + most + " " + what + " allowed",
                    place.where());
        }
        long wanted = Math.max(3L * FIRST_CAPACITY, length + (length / 2 + 2) / 3 * 3L);
        return (int) Math.min(wanted, 3L * most);
    }

    /** Hands the arrays over as a mesh; the builder is empty afterwards. */
    TriangleMesh build(LengthUnit unit) {
        return TriangleMesh.of(takePoints(), takeFacets(), unit);
    }

    /** As {@link #build}, when no two of the points are equal. */
    TriangleMesh buildDistinct(LengthUnit unit) {
        return TriangleMesh.ofDistinct(takePoints(), takeFacets(), unit);
    }

    /** Hands over the points, {@code double[3·n]}; the builder has none afterwards. */
    double[] takePoints() {
        double[] taken = points.length == 3 * pointCount ? points : Arrays.copyOf(points, 3 * pointCount);
        points = NO_POINTS;
        pointCount = 0;
        return taken;
    }

    /** Hands over the facets, {@code int[3·m]}; the builder has none afterwards. */
    int[] takeFacets() {
        int[] taken = facets.length == 3 * facetCount ? facets : Arrays.copyOf(facets, 3 * facetCount);
        facets = NO_FACETS;
        facetCount = 0;
        return taken;
    }

    /** Says where in the input the reader is, asked for only when something is wrong. */
    @FunctionalInterface
    interface Place {
        String where();
    }
}
