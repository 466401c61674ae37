package io.amsphub.mesh.inspect;

import java.util.Arrays;

/**
 * Points sorted into cubic cells, for questions about what is near. Built in O(n log n) with 16 bytes a point;
 * thread-safe once it is built.
 */
public final class PointGrid {

    private static final int AXIS_BITS = 20;
    private static final long MOST = (1L << AXIS_BITS) - 1;

    private final double[] points;
    private final double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private final double cell;
    /** Keys of the cells, ascending, one for each point. */
    private final long[] keys;
    /** The point at each place of {@link #keys}; ascending within a cell. */
    private final int[] order;

    /**
     * Sorts points.
     *
     * @param points {@code double[3·n]}; not copied
     * @param cell edge of a cell in mm; made larger where the points would need more than 2^20 cells along an axis
     */
    public PointGrid(double[] points, double cell) {
        this.points = points;
        double extent = 0;
        for (int axis = 0; axis < 3; axis++) {
            double high = Double.NEGATIVE_INFINITY;
            for (int i = axis; i < points.length; i += 3) {
                low[axis] = Math.min(low[axis], points[i]);
                high = Math.max(high, points[i]);
            }
            extent = Math.max(extent, high - low[axis]);
        }
        this.cell = Math.max(cell, Math.max(extent / (MOST - 1), Double.MIN_NORMAL));
        int n = points.length / 3;
        long[] unsorted = new long[n];
        for (int i = 0; i < n; i++) {
            unsorted[i] = key(index(0, points[3 * i]), index(1, points[3 * i + 1]), index(2, points[3 * i + 2]));
        }
        keys = unsorted.clone();
        Arrays.parallelSort(keys);
        order = new int[n];
        int[] next = new int[n];
        for (int i = 0; i < n; i++) {
            int first = first(unsorted[i]);
            order[first + next[first]++] = i;
        }
    }

    /** Returns the lowest-numbered point of each cell, ascending: a thinned cloud of even density. */
    int[] representatives() {
        int[] kept = new int[order.length];
        int n = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                kept[n++] = order[i];
            }
        }
        int[] ascending = Arrays.copyOf(kept, n);
        Arrays.sort(ascending);
        return ascending;
    }

    /** Returns whether a point lies within a radius, which must not be larger than a cell. */
    boolean anyWithin(double x, double y, double z, double radius) {
        long cx = index(0, x);
        long cy = index(1, y);
        long cz = index(2, z);
        for (long ix = cx - 1; ix <= cx + 1; ix++) {
            for (long iy = cy - 1; iy <= cy + 1; iy++) {
                for (long iz = cz - 1; iz <= cz + 1; iz++) {
                    if (inRange(ix) && inRange(iy) && inRange(iz) && anyIn(key(ix, iy, iz), x, y, z, radius * radius)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Returns the point nearest to a place within a radius, which must not be larger than a cell; -1 when there is none. */
    public int nearest(double x, double y, double z, double radius) {
        long cz = index(2, z);
        long lowest = Math.max(0, cz - 1);
        long highest = Math.min(MOST, cz + 1);
        int nearest = -1;
        double least = Math.nextUp(radius * radius);
        for (long ix = Math.max(0, index(0, x - radius)); ix <= Math.min(MOST, index(0, x + radius)); ix++) {
            for (long iy = Math.max(0, index(1, y - radius)); iy <= Math.min(MOST, index(1, y + radius)); iy++) {
                long last = key(ix, iy, highest);
                for (int at = first(key(ix, iy, lowest)); at < keys.length && keys[at] <= last; at++) {
                    double square = square(order[at], x, y, z);
                    if (square < least) {
                        least = square;
                        nearest = order[at];
                    }
                }
            }
        }
        return nearest;
    }

    private boolean anyIn(long key, double x, double y, double z, double square) {
        for (int at = first(key); at < keys.length && keys[at] == key; at++) {
            if (square(order[at], x, y, z) <= square) {
                return true;
            }
        }
        return false;
    }

    private double square(int point, double x, double y, double z) {
        double dx = points[3 * point] - x;
        double dy = points[3 * point + 1] - y;
        double dz = points[3 * point + 2] - z;
        return dx * dx + dy * dy + dz * dz;
    }

    /** The first place of a cell, or the place where it would be. */
    private int first(long key) {
        int from = 0;
        int to = keys.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (keys[middle] < key) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private long index(int axis, double value) {
        return (long) Math.max(-2, Math.min(MOST + 2, Math.floor((value - low[axis]) / cell)));
    }

    private static boolean inRange(long index) {
        return index >= 0 && index <= MOST;
    }

    private static long key(long x, long y, long z) {
        return (x << AXIS_BITS | y) << AXIS_BITS | z;
    }
}
