package io.amsphub.mesh.wrap;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The generalized winding number of a surface with or without holes (Jacobson 2013), approximated far away
 * by one dipole for each box of facets (Barill 2018, order 0, opening 2).
 *
 * <p>For a closed surface near 1 inside and 0 outside. Built in O(n log n), asked in about O(log n);
 * thread-safe once it is built.
 */
final class FastWinding {

    private static final int LEAF = 8;
    private static final double OPENING = 2;

    private final double[] xyz;
    private final int[] facets;
    private final int[] order;
    /** For each node: centre x y z, area normal x y z, radius. */
    private final double[] nodes;

    private final int leaves;

    FastWinding(TriangleMesh mesh) {
        xyz = mesh.points();
        facets = mesh.facets();
        int n = mesh.facetCount();
        Integer[] boxed = new Integer[n];
        for (int f = 0; f < n; f++) {
            boxed[f] = f;
        }
        order = new int[n];
        int blocks = Math.max(1, (n + LEAF - 1) / LEAF);
        leaves = Integer.highestOneBit(2 * blocks - 1);
        split(boxed, 0, n, 0, leaves);
        nodes = new double[7 * 2 * leaves];
        summarise(1, 0, n, 0, leaves);
    }

    /** Sorts facets so that each node holds a run; a node over leaves from..to takes its share of the facets. */
    private void split(Integer[] boxed, int from, int to, int leafFrom, int leafTo) {
        if (leafTo - leafFrom == 1 || to - from <= 1) {
            for (int i = from; i < to; i++) {
                order[i] = boxed[i];
            }
            return;
        }
        int axis = widest(boxed, from, to);
        Arrays.sort(
                boxed,
                from,
                to,
                Comparator.comparingDouble((Integer f) -> centre(f, axis)).thenComparing(f -> f));
        int middle = (from + to) >>> 1;
        int leafMiddle = (leafFrom + leafTo) >>> 1;
        split(boxed, from, middle, leafFrom, leafMiddle);
        split(boxed, middle, to, leafMiddle, leafTo);
    }

    private int widest(Integer[] boxed, int from, int to) {
        double most = -1;
        int widest = 0;
        for (int axis = 0; axis < 3; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                double c = centre(boxed[i], axis);
                low = Math.min(low, c);
                high = Math.max(high, c);
            }
            if (high - low > most) {
                most = high - low;
                widest = axis;
            }
        }
        return widest;
    }

    private double centre(int f, int axis) {
        return (xyz[3 * facets[3 * f] + axis] + xyz[3 * facets[3 * f + 1] + axis] + xyz[3 * facets[3 * f + 2] + axis])
                / 3;
    }

    private void summarise(int node, int from, int to, int leafFrom, int leafTo) {
        double area = 0;
        double[] n = new double[3];
        int at = 7 * node;
        for (int i = from; i < to; i++) {
            double size = areaNormal(order[i], n);
            area += size;
            for (int k = 0; k < 3; k++) {
                nodes[at + k] += size * centre(order[i], k);
                nodes[at + 3 + k] += n[k];
            }
        }
        for (int k = 0; k < 3 && area > 0; k++) {
            nodes[at + k] /= area;
        }
        for (int i = from; i < to; i++) {
            for (int c = 0; c < 3; c++) {
                int p = 3 * facets[3 * order[i] + c];
                double dx = xyz[p] - nodes[at];
                double dy = xyz[p + 1] - nodes[at + 1];
                double dz = xyz[p + 2] - nodes[at + 2];
                nodes[at + 6] = Math.max(nodes[at + 6], Math.sqrt(dx * dx + dy * dy + dz * dz));
            }
        }
        if (leafTo - leafFrom > 1) {
            int middle = (from + to) >>> 1;
            int leafMiddle = (leafFrom + leafTo) >>> 1;
            summarise(2 * node, from, middle, leafFrom, leafMiddle);
            summarise(2 * node + 1, middle, to, leafMiddle, leafTo);
        }
    }

    private double areaNormal(int f, double[] n) {
        int a = 3 * facets[3 * f];
        int b = 3 * facets[3 * f + 1];
        int c = 3 * facets[3 * f + 2];
        double ux = xyz[b] - xyz[a];
        double uy = xyz[b + 1] - xyz[a + 1];
        double uz = xyz[b + 2] - xyz[a + 2];
        double vx = xyz[c] - xyz[a];
        double vy = xyz[c + 1] - xyz[a + 1];
        double vz = xyz[c + 2] - xyz[a + 2];
        n[0] = (uy * vz - uz * vy) / 2;
        n[1] = (uz * vx - ux * vz) / 2;
        n[2] = (ux * vy - uy * vx) / 2;
        return Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    }

    /** Returns the winding number around a point. */
    double at(double x, double y, double z) {
        return at(1, 0, order.length, 0, leaves, x, y, z) / (4 * Math.PI);
    }

    private double at(int node, int from, int to, int leafFrom, int leafTo, double x, double y, double z) {
        if (from >= to) {
            return 0;
        }
        int i = 7 * node;
        double dx = nodes[i] - x;
        double dy = nodes[i + 1] - y;
        double dz = nodes[i + 2] - z;
        double square = dx * dx + dy * dy + dz * dz;
        double reach = OPENING * nodes[i + 6];
        if (square > reach * reach) {
            return (dx * nodes[i + 3] + dy * nodes[i + 4] + dz * nodes[i + 5]) / (square * Math.sqrt(square));
        }
        if (leafTo - leafFrom == 1) {
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += solidAngle(order[k], x, y, z);
            }
            return sum;
        }
        int middle = (from + to) >>> 1;
        int leafMiddle = (leafFrom + leafTo) >>> 1;
        return at(2 * node, from, middle, leafFrom, leafMiddle, x, y, z)
                + at(2 * node + 1, middle, to, leafMiddle, leafTo, x, y, z);
    }

    /** The angle under which a facet is seen (Van Oosterom and Strackee 1983). */
    private double solidAngle(int f, double x, double y, double z) {
        int a = 3 * facets[3 * f];
        int b = 3 * facets[3 * f + 1];
        int c = 3 * facets[3 * f + 2];
        double ax = xyz[a] - x;
        double ay = xyz[a + 1] - y;
        double az = xyz[a + 2] - z;
        double bx = xyz[b] - x;
        double by = xyz[b + 1] - y;
        double bz = xyz[b + 2] - z;
        double cx = xyz[c] - x;
        double cy = xyz[c + 1] - y;
        double cz = xyz[c + 2] - z;
        double la = Math.sqrt(ax * ax + ay * ay + az * az);
        double lb = Math.sqrt(bx * bx + by * by + bz * bz);
        double lc = Math.sqrt(cx * cx + cy * cy + cz * cz);
        double determinant = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
        double scale = la * lb * lc
                + (ax * bx + ay * by + az * bz) * lc
                + (bx * cx + by * cy + bz * cz) * la
                + (cx * ax + cy * ay + cz * az) * lb;
        return 2 * Math.atan2(determinant, scale);
    }
}
