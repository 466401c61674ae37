package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;

/** Gathers facets of a made model; corners that are equal on the grid become one point. */
final class SurfaceBuilder {

    private double[] points = new double[3 * 256];
    private int pointCount;
    private int[] facets = new int[3 * 512];
    private int facetCount;
    private int[] slots = new int[1024];

    /** Returns the point at a place in mm, snapped to the grid. */
    int point(double x, double y, double z) {
        double gx = Grid.snap(x);
        double gy = Grid.snap(y);
        double gz = Grid.snap(z);
        int mask = slots.length - 1;
        int slot = hash(gx, gy, gz) & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask) {
            int at = 3 * (slots[slot] - 1);
            if (points[at] == gx && points[at + 1] == gy && points[at + 2] == gz) {
                return slots[slot] - 1;
            }
        }
        if (3 * pointCount == points.length) {
            points = Arrays.copyOf(points, 2 * points.length);
        }
        points[3 * pointCount] = gx;
        points[3 * pointCount + 1] = gy;
        points[3 * pointCount + 2] = gz;
        slots[slot] = ++pointCount;
        if (2 * pointCount > slots.length) {
            rehash();
        }
        return pointCount - 1;
    }

    private static int hash(double x, double y, double z) {
        long mixed = (Double.hashCode(x) * 31L + Double.hashCode(y)) * 31L + Double.hashCode(z);
        mixed *= 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < pointCount; i++) {
            int slot = hash(points[3 * i], points[3 * i + 1], points[3 * i + 2]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /** Adds a facet, counter-clockwise seen from outside. */
    void facet(int a, int b, int c) {
        if (3 * facetCount == facets.length) {
            facets = Arrays.copyOf(facets, 2 * facets.length);
        }
        facets[3 * facetCount] = a;
        facets[3 * facetCount + 1] = b;
        facets[3 * facetCount + 2] = c;
        facetCount++;
    }

    /** Adds two facets for a quad, counter-clockwise seen from outside; none where corners coincide. */
    void quad(int a, int b, int c, int d) {
        if (a != b && b != c && c != a) {
            facet(a, b, c);
        }
        if (a != c && c != d && d != a) {
            facet(a, c, d);
        }
    }

    /** Where a point of a plane lies in space. */
    @FunctionalInterface
    interface Lift {
        int point(double u, double v);
    }

    /**
     * Adds a flat face.
     *
     * @param up whether it is seen from the side from which the plane's axes turn counter-clockwise
     */
    void face(PlanarRegion region, boolean up, Lift lift) {
        double[] uv = region.corners();
        int[] triangles = region.triangles();
        for (int i = 0; i < triangles.length; i += 3) {
            int a = lift.point(uv[2 * triangles[i]], uv[2 * triangles[i] + 1]);
            int b = lift.point(uv[2 * triangles[i + 1]], uv[2 * triangles[i + 1] + 1]);
            int c = lift.point(uv[2 * triangles[i + 2]], uv[2 * triangles[i + 2] + 1]);
            facet(a, up ? b : c, up ? c : b);
        }
    }

    /** Adds the strip between two outlines of equal size; seen from outside the first goes left to right below. */
    void strip(Outline below, Lift low, Outline above, Lift high, boolean closed) {
        int n = below.size();
        for (int i = 0; i < (closed ? n : n - 1); i++) {
            int j = (i + 1) % n;
            quad(
                    low.point(below.x(i), below.y(i)),
                    low.point(below.x(j), below.y(j)),
                    high.point(above.x(j), above.y(j)),
                    high.point(above.x(i), above.y(i)));
        }
    }

    TriangleMesh build() {
        return TriangleMesh.of(
                Arrays.copyOf(points, 3 * pointCount), Arrays.copyOf(facets, 3 * facetCount), LengthUnit.MILLIMETRE);
    }
}
