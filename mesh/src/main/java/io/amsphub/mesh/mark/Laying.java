package io.amsphub.mesh.mark;

import io.amsphub.mesh.inspect.PointGrid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lays points of a copy onto those of the original: pairs each with the nearest, fits, and does so again. The points are
 * taken from inside out around a place, twice as far each time, so that a first guess from one facet is good enough.
 */
final class Laying {

    /** Points that are looked at in a ring around the place. */
    private static final int IN_RING = 64;

    private static final int RINGS = 16;
    private static final int FITS = 2;
    /** Part of the points that has to have a partner. */
    private static final double SHARE = 0.5;

    private static final int LEAST = 4;

    private final double[] copy;
    private final double[] original;
    private final PointGrid grid;
    private final double reach;

    /**
     * Prepares.
     *
     * @param copy {@code double[3·n]}
     * @param original {@code double[3·m]}
     * @param reach how far apart points may be that belong together, mm in the frame of the original
     */
    Laying(double[] copy, double[] original, double reach) {
        this.copy = copy;
        this.original = original;
        this.reach = reach;
        grid = new PointGrid(original, reach);
    }

    /** Points of the copy around a place, from inside out, thinned: {@code rings[k]} is within {@code 2^k} radii. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Rings(int[][] rings) {}

    /** Returns all points, thinned, as one ring. */
    Rings everywhere() {
        int n = copy.length / 3;
        int kept = Math.min(n, 16 * IN_RING);
        int[] ring = new int[kept];
        for (int i = 0; i < kept; i++) {
            ring[i] = (int) ((long) i * n / kept);
        }
        return new Rings(new int[][] {ring});
    }

    /** Returns the points around a place. */
    Rings around(double x, double y, double z, double radius) {
        int n = copy.length / 3;
        byte[] ringOf = new byte[n];
        int[] counts = new int[RINGS];
        for (int i = 0; i < n; i++) {
            double dx = copy[3 * i] - x;
            double dy = copy[3 * i + 1] - y;
            double dz = copy[3 * i + 2] - z;
            double ratio = Math.sqrt(dx * dx + dy * dy + dz * dz) / radius;
            int ring = ratio <= 1 ? 0 : Math.min(RINGS - 1, Math.getExponent(ratio) + 1);
            ringOf[i] = (byte) ring;
            counts[ring]++;
        }
        int[][] rings = new int[RINGS][];
        int[] seen = new int[RINGS];
        for (int r = 0; r < RINGS; r++) {
            rings[r] = new int[Math.min(IN_RING, counts[r])];
        }
        for (int i = 0; i < n; i++) {
            int r = ringOf[i];
            int kept = rings[r].length;
            int slot = (int) ((long) seen[r]++ * kept / counts[r]);
            rings[r][slot] = i;
        }
        return new Rings(rings);
    }

    /**
     * Improves a guess ring by ring.
     *
     * @return the fit, or null when too few points of a ring have a partner
     */
    @Nullable
    Similarity grow(Similarity guess, Rings rings) {
        Similarity now = guess;
        double[] pairs = new double[6 * 16 * IN_RING];
        int[] before = new int[0];
        int[] all = new int[0];
        for (int[] ring : rings.rings()) {
            if (ring.length == 0) {
                continue;
            }
            int[] within = joined(before, ring);
            int count = pair(now, within, pairs);
            if (count < SHARE * within.length) {
                return null;
            }
            now = count < LEAST ? now : Similarity.fit(pairs, count, true);
            before = ring;
            all = joined(all, ring);
        }
        for (int fit = 0; fit < FITS; fit++) {
            int count = pair(now, all, pairs);
            if (count < LEAST || count < SHARE * all.length) {
                return null;
            }
            now = Similarity.fit(pairs, count, true);
        }
        return now;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private int pair(Similarity t, int[] points, double[] pairs) {
        int count = 0;
        for (int p : points) {
            double x = copy[3 * p];
            double y = copy[3 * p + 1];
            double z = copy[3 * p + 2];
            int near =
                    grid.nearest(t.coordinate(0, x, y, z), t.coordinate(1, x, y, z), t.coordinate(2, x, y, z), reach);
            if (near >= 0) {
                System.arraycopy(copy, 3 * p, pairs, 6 * count, 3);
                System.arraycopy(original, 3 * near, pairs, 6 * count + 3, 3);
                count++;
            }
        }
        return count;
    }

    /** Returns the point of the original nearest to the image of a point of the copy, or -1. */
    int partner(Similarity t, int point) {
        double x = copy[3 * point];
        double y = copy[3 * point + 1];
        double z = copy[3 * point + 2];
        return grid.nearest(t.coordinate(0, x, y, z), t.coordinate(1, x, y, z), t.coordinate(2, x, y, z), reach);
    }
}
