package io.amsphub.mesh.io;

import java.util.SplittableRandom;

/**
 * Joins points with equal coordinates while a format that repeats them is read. Equal means bit-equal,
 * with negative zero taken as zero; nothing that is merely near is joined, which is for correction.
 *
 * <p>Points are numbered by first appearance, so the result does not depend on the hash. The hash is
 * multiplicative with multipliers drawn anew for each file: nobody can prepare a file whose points all
 * fall into one place. Memory: 4 to 16 bytes a point besides the points themselves.
 */
final class PointWelder {

    private static final int FIRST_BITS = 12;

    private final MeshBuilder mesh;
    private final long timesX;
    private final long timesY;
    private final long timesZ;
    private int[] slots;
    private int shift;

    PointWelder(MeshBuilder mesh) {
        this.mesh = mesh;
        SplittableRandom random = new SplittableRandom();
        timesX = random.nextLong() | 1;
        timesY = random.nextLong() | 1;
        timesZ = random.nextLong() | 1;
        slots = new int[1 << FIRST_BITS];
        shift = Long.SIZE - FIRST_BITS;
    }

    /** Makes the table ready for a number of points that is known to come. */
    void expectPoints(int count) {
        mesh.expectPoints(count);
        int bits = Math.min(30, Long.SIZE - Long.numberOfLeadingZeros(2L * count));
        if (1 << bits > slots.length) {
            rehash(bits);
        }
    }

    /**
     * Looks for many points at once, so that the memory is asked for all of them before the first answer is waited
     * for: on large models a look-up is a wait for memory and hardly anything else.
     *
     * @param xyz {@code double[3·count]}, finite
     * @param found receives the index of each point, or -1 for one that {@link #weld} has to look for
     */
    void find(double[] xyz, int count, int[] found) {
        for (int i = 0; i < count; i++) {
            found[i] = slots[slot(xyz[3 * i], xyz[3 * i + 1], xyz[3 * i + 2])] - 1;
        }
        double[] points = mesh.rawPoints();
        for (int i = 0; i < count; i++) {
            int at = 3 * found[i];
            boolean same = at >= 0
                    && points[at] == xyz[3 * i]
                    && points[at + 1] == xyz[3 * i + 1]
                    && points[at + 2] == xyz[3 * i + 2];
            found[i] = same ? found[i] : -1;
        }
    }

    /** Returns the index of the point, a new one if it was not there before. Coordinates are finite. */
    int weld(double x, double y, double z, MeshBuilder.Place place) throws MeshFormatException {
        int mask = slots.length - 1;
        int slot = slot(x, y, z);
        double[] points = mesh.rawPoints();
        for (; ; slot = (slot + 1) & mask) {
            int point = slots[slot] - 1;
            if (point < 0) {
                break;
            }
            int at = 3 * point;
            if (points[at] == x && points[at + 1] == y && points[at + 2] == z) {
                return point;
            }
        }
        int point = mesh.addPoint(x, y, z, place);
        slots[slot] = point + 1;
        if (2L * point >= mask && Long.SIZE - shift < 30) {
            rehash(Long.SIZE - shift + 1);
        }
        return point;
    }

    private int slot(double x, double y, double z) {
        long hash = Double.doubleToRawLongBits(x + 0.0) * timesX
                + Double.doubleToRawLongBits(y + 0.0) * timesY
                + Double.doubleToRawLongBits(z + 0.0) * timesZ;
        hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> shift);
    }

    private void rehash(int bits) {
        slots = new int[0];
        int[] grown = new int[1 << bits];
        shift = Long.SIZE - bits;
        double[] points = mesh.rawPoints();
        int mask = grown.length - 1;
        for (int point = 0; point < mesh.pointCount(); point++) {
            int slot = slot(points[3 * point], points[3 * point + 1], points[3 * point + 2]);
            while (grown[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            grown[slot] = point + 1;
        }
        slots = grown;
    }
}
