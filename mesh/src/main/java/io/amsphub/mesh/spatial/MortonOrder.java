package io.amsphub.mesh.spatial;

import io.amsphub.mesh.topology.Parallel;

/** Sorts facets along a space-filling curve, so that neighbours in the order are neighbours in space. */
final class MortonOrder {

    private static final int DIGIT_BITS = 11;
    private static final int GRAIN = 1 << 14;

    private MortonOrder() {}

    /**
     * Returns facets in the order of their middles along the curve; those with one middle stay in the order given.
     *
     * @param frame of a box around them
     */
    static int[] facets(int[] facets, double[] xyz, int[] corners, GridFrame frame) {
        int axisBits = axisBits(facets.length);
        int itemBits = 63 - 3 * axisBits;
        long[] keys = new long[facets.length];
        Parallel.ranges(facets.length, GRAIN, i -> i, (i, from, to) -> {
            for (int at = from; at < to; at++) {
                int a = 3 * corners[3 * facets[at]];
                int b = 3 * corners[3 * facets[at] + 1];
                int c = 3 * corners[3 * facets[at] + 2];
                long x = cell((long) frame.x(xyz[a]) + frame.x(xyz[b]) + frame.x(xyz[c]), axisBits);
                long y = cell((long) frame.y(xyz[a + 1]) + frame.y(xyz[b + 1]) + frame.y(xyz[c + 1]), axisBits);
                long z = cell((long) frame.z(xyz[a + 2]) + frame.z(xyz[b + 2]) + frame.z(xyz[c + 2]), axisBits);
                long code = spread(x) << 2 | spread(y) << 1 | spread(z);
                keys[at] = code << itemBits | at;
            }
        });
        long[] sorted = sort(keys, itemBits, 3 * axisBits);
        int[] result = new int[facets.length];
        long itemMask = (1L << itemBits) - 1;
        for (int i = 0; i < result.length; i++) {
            result[i] = facets[(int) (sorted[i] & itemMask)];
        }
        return result;
    }

    private static long cell(long sumOfThree, int axisBits) {
        return (sumOfThree / 3) >> (GridFrame.BITS - axisBits);
    }

    /** Spreads the low 21 bits so that two zero bits follow each. */
    static long spread(long bits) {
        long x = bits & 0x1FFFFF;
        x = (x | x << 32) & 0x1F00000000FFFFL;
        x = (x | x << 16) & 0x1F0000FF0000FFL;
        x = (x | x << 8) & 0x100F00F00F00F00FL;
        x = (x | x << 4) & 0x10C30C30C30C30C3L;
        x = (x | x << 2) & 0x1249249249249249L;
        return x;
    }

    /** Returns how many bits an axis gets when a code and an item number share 63 bits. */
    static int axisBits(int items) {
        int itemBits = 32 - Integer.numberOfLeadingZeros(Math.max(1, items - 1));
        return Math.min(14, (63 - itemBits) / 3);
    }

    /**
     * Sorts keys by their bits from {@code shift} on; stable, so that equal codes keep the order of their items.
     *
     * @return the sorted keys, either {@code keys} itself or a second array
     */
    static long[] sort(long[] keys, int shift, int bits) {
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int done = 0; done < bits; done += DIGIT_BITS) {
            int digit = Math.min(DIGIT_BITS, bits - done);
            if (pass(from, to, shift + done, digit)) {
                long[] swap = from;
                from = to;
                to = swap;
            }
        }
        return from;
    }

    /** Returns false, having moved nothing, when all keys have the same digit. */
    private static boolean pass(long[] from, long[] to, int shift, int digitBits) {
        int mask = (1 << digitBits) - 1;
        int[] start = new int[mask + 2];
        for (long key : from) {
            start[((int) (key >>> shift) & mask) + 1]++;
        }
        for (int d = 1; d <= mask + 1; d++) {
            if (start[d] == from.length) {
                return false;
            }
            start[d] += start[d - 1];
        }
        for (long key : from) {
            to[start[(int) (key >>> shift) & mask]++] = key;
        }
        return true;
    }
}
