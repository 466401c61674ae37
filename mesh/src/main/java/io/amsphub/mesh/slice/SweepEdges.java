package io.amsphub.mesh.slice;

import java.util.Arrays;

/** The edges of two regions that are not horizontal, sorted by their lower end, in primitive arrays. */
final class SweepEdges {

    private final double[] ends;
    private final byte[] windings;
    private final int[] order;

    private SweepEdges(double[] ends, byte[] windings, int[] order) {
        this.ends = ends;
        this.windings = windings;
        this.order = order;
    }

    static SweepEdges of(Contours a, Contours b) {
        double[] ends = new double[4 * (a.pointCount() + b.pointCount())];
        byte[] windings = new byte[a.pointCount() + b.pointCount()];
        int size = fill(b, 2, ends, windings, fill(a, 1, ends, windings, 0));
        return new SweepEdges(ends, windings, sorted(ends, size));
    }

    private static int fill(Contours rings, int operand, double[] ends, byte[] windings, int size) {
        int at = size;
        for (int ring = 0; ring < rings.ringCount(); ring++) {
            int end = rings.start(ring + 1);
            for (int i = rings.start(ring), j = end - 1; i < end; j = i++) {
                double from = snapped(rings.y(j));
                double to = snapped(rings.y(i));
                if (from == to) {
                    continue;
                }
                boolean up = to > from;
                ends[4 * at] = up ? rings.x(j) : rings.x(i);
                ends[4 * at + 1] = Math.min(from, to);
                ends[4 * at + 2] = up ? rings.x(i) : rings.x(j);
                ends[4 * at + 3] = Math.max(from, to);
                windings[at++] = (byte) (up ? -operand : operand);
            }
        }
        return at;
    }

    /** Heights are multiples of 2^-17 mm, so that ends that differ by rounding only share a level. */
    private static double snapped(double y) {
        return Math.rint(y * 131072) / 131072;
    }

    /** Sorts edge numbers by lower end, ties by number, as one sort of longs. */
    private static int[] sorted(double[] ends, int size) {
        long[] keys = new long[size];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, ends[4 * i + 1]);
        }
        for (int i = 0; i < size; i++) {
            keys[i] = ((long) ((ends[4 * i + 1] - least) * 131072) << 24) | (i & 0xFFFFFF);
        }
        Arrays.sort(keys);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) (keys[i] & 0xFFFFFF);
        }
        return order;
    }

    /** The different heights at which edges begin or end, ascending. */
    double[] levels() {
        double[] all = new double[2 * size()];
        for (int i = 0; i < size(); i++) {
            all[2 * i] = bottom(i);
            all[2 * i + 1] = top(i);
        }
        Arrays.sort(all);
        int kept = 0;
        for (double level : all) {
            if (kept == 0 || level > all[kept - 1]) {
                all[kept++] = level;
            }
        }
        return Arrays.copyOf(all, kept);
    }

    int size() {
        return order.length;
    }

    double bottom(int edge) {
        return ends[4 * order[edge] + 1];
    }

    double top(int edge) {
        return ends[4 * order[edge] + 3];
    }

    /** One, negative for an edge that runs up: crossing it from left to right leaves its region. */
    int winding(int edge) {
        return Integer.signum(windings[order[edge]]);
    }

    boolean ofSecond(int edge) {
        return Math.abs(windings[order[edge]]) == 2;
    }

    double xAt(int edge, double y) {
        int at = 4 * order[edge];
        double bottom = ends[at + 1];
        double top = ends[at + 3];
        if (y <= bottom) {
            return ends[at];
        }
        return y >= top ? ends[at + 2] : ends[at] + (ends[at + 2] - ends[at]) * ((y - bottom) / (top - bottom));
    }
}
