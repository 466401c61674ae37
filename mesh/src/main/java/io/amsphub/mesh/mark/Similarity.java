package io.amsphub.mesh.mark;

import io.amsphub.mesh.measure.SymmetricAxes;

/**
 * A rotation, a change of size and a translation: {@code q = scale · rotation · p + shift}.
 *
 * @param scale larger than 0
 * @param rotation {@code double[9]}, row by row; proper
 * @param shift {@code double[3]}, mm
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Similarity(double scale, double[] rotation, double[] shift) {

    static final Similarity IDENTITY = new Similarity(1, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);

    /** Returns a coordinate of an image. */
    double coordinate(int axis, double x, double y, double z) {
        return scale * (rotation[3 * axis] * x + rotation[3 * axis + 1] * y + rotation[3 * axis + 2] * z) + shift[axis];
    }

    /**
     * Returns what lays points onto others with the least sum of squares (Horn 1987).
     *
     * @param pairs of places, six numbers each: where it is, where it belongs
     * @param count how many pairs, at least three
     * @param free whether the size may change; it stays otherwise
     */
    static Similarity fit(double[] pairs, int count, boolean free) {
        double[] mean = new double[6];
        for (int i = 0; i < 6 * count; i++) {
            mean[i % 6] += pairs[i] / count;
        }
        double[] s = new double[9];
        double from = 0;
        double to = 0;
        for (int i = 0; i < 6 * count; i += 6) {
            for (int a = 0; a < 3; a++) {
                double p = pairs[i + a] - mean[a];
                from += p * p;
                double q = pairs[i + 3 + a] - mean[3 + a];
                to += q * q;
                for (int b = 0; b < 3; b++) {
                    s[3 * a + b] += p * (pairs[i + 3 + b] - mean[3 + b]);
                }
            }
        }
        double[] rotation = rotation(s);
        double scale = free && from > 0 && to > 0 ? Math.sqrt(to / from) : 1;
        double[] shift = new double[3];
        for (int a = 0; a < 3; a++) {
            shift[a] = mean[3 + a]
                    - scale
                            * (rotation[3 * a] * mean[0]
                                    + rotation[3 * a + 1] * mean[1]
                                    + rotation[3 * a + 2] * mean[2]);
        }
        return new Similarity(scale, rotation, shift);
    }

    /** The rotation of the unit quaternion that belongs to the largest eigenvalue of Horn's matrix. */
    private static double[] rotation(double[] s) {
        double[] n = {
            s[0] + s[4] + s[8],
            s[5] - s[7],
            s[6] - s[2],
            s[1] - s[3],
            s[5] - s[7],
            s[0] - s[4] - s[8],
            s[1] + s[3],
            s[6] + s[2],
            s[6] - s[2],
            s[1] + s[3],
            s[4] - s[0] - s[8],
            s[5] + s[7],
            s[1] - s[3],
            s[6] + s[2],
            s[5] + s[7],
            s[8] - s[0] - s[4]
        };
        double[] vectors = SymmetricAxes.of(n, 4);
        int best = 0;
        for (int k = 1; k < 4; k++) {
            best = n[5 * k] > n[5 * best] ? k : best;
        }
        double w = vectors[best];
        double x = vectors[4 + best];
        double y = vectors[8 + best];
        double z = vectors[12 + best];
        return new double[] {
            w * w + x * x - y * y - z * z,
            2 * (x * y - w * z),
            2 * (x * z + w * y),
            2 * (x * y + w * z),
            w * w - x * x + y * y - z * z,
            2 * (y * z - w * x),
            2 * (x * z - w * y),
            2 * (y * z + w * x),
            w * w - x * x - y * y + z * z
        };
    }
}
