package io.amsphub.mesh.inspect;

import io.amsphub.mesh.measure.SymmetricAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first placements from which a scan is fitted: its principal axes on those of the design, in each of the 24 ways;
 * and, where axes are of about the same length and so have no direction of their own, turns that are spread evenly over
 * all there are (super-Fibonacci spiral, Alexa 2022).
 */
final class Placements {

    private static final int SPREAD = 192;
    private static final double ALIKE = 0.75;
    private static final double PSI = 1.5337511687552043;

    private Placements() {}

    /** Returns placements of points onto others that are spread over the surface of the design. */
    static List<RigidTransform> of(double[] scan, double[] design) {
        double[] from = centroid(scan);
        double[] to = centroid(design);
        double[] scanMoments = moments(scan, from);
        double[] designMoments = moments(design, to);
        double[] scanAxes = ordered(scanMoments);
        double[] designAxes = ordered(designMoments);
        List<RigidTransform> all = new ArrayList<>();
        all.add(RigidTransform.IDENTITY);
        for (double[] turn : rightAngles()) {
            all.add(about(from, product(product(designAxes, turn), transposed(scanAxes)), to));
        }
        if (alike(designMoments)) {
            for (int i = 0; i < SPREAD; i++) {
                all.add(about(from, spiral(i), to));
            }
        }
        return all;
    }

    private static RigidTransform about(double[] from, double[] rotation, double[] to) {
        RigidTransform turn = new RigidTransform(rotation, new double[3]);
        double[] shift = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            shift[axis] = to[axis] - turn.coordinate(axis, from[0], from[1], from[2]);
        }
        return new RigidTransform(rotation, shift);
    }

    private static double[] centroid(double[] points) {
        double[] sum = new double[3];
        for (int i = 0; i < points.length; i++) {
            sum[i % 3] += 3 * points[i] / points.length;
        }
        return sum;
    }

    private static double[] moments(double[] points, double[] mean) {
        double[] m = new double[9];
        for (int i = 0; i < points.length; i += 3) {
            for (int k = 0; k < 9; k++) {
                m[k] += (points[i + k / 3] - mean[k / 3]) * (points[i + k % 3] - mean[k % 3]);
            }
        }
        return m;
    }

    /** Eigenvectors as columns, longest extent first, right-handed; the matrix is left with the values in this order. */
    private static double[] ordered(double[] m) {
        double[] v = SymmetricAxes.of(m, 3);
        Integer[] order = {0, 1, 2};
        double[] values = {m[0], m[4], m[8]};
        Arrays.sort(order, (i, k) -> Double.compare(values[k], values[i]));
        double[] axes = new double[9];
        for (int c = 0; c < 2; c++) {
            for (int r = 0; r < 3; r++) {
                axes[3 * r + c] = v[3 * r + order[c]];
            }
        }
        axes[2] = axes[3] * axes[7] - axes[6] * axes[4];
        axes[5] = axes[6] * axes[1] - axes[0] * axes[7];
        axes[8] = axes[0] * axes[4] - axes[3] * axes[1];
        for (int i = 0; i < 3; i++) {
            m[4 * i] = values[order[i]];
        }
        return axes;
    }

    private static boolean alike(double[] orderedMoments) {
        return orderedMoments[4] > ALIKE * orderedMoments[0] || orderedMoments[8] > ALIKE * orderedMoments[4];
    }

    /** The 24 proper rotations that map axes on axes. */
    private static List<double[]> rightAngles() {
        int[][] permutations = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}};
        List<double[]> all = new ArrayList<>();
        for (int p = 0; p < permutations.length; p++) {
            for (int signs = 0; signs < 8; signs++) {
                boolean odd = p >= 3;
                if (Integer.bitCount(signs) % 2 == (odd ? 1 : 0)) {
                    double[] m = new double[9];
                    for (int r = 0; r < 3; r++) {
                        m[3 * r + permutations[p][r]] = (signs >> r & 1) == 0 ? 1 : -1;
                    }
                    all.add(m);
                }
            }
        }
        return all;
    }

    private static double[] spiral(int i) {
        double s = i + 0.5;
        double r = Math.sqrt(s / SPREAD);
        double big = Math.sqrt(1 - s / SPREAD);
        double alpha = 2 * Math.PI * s / Math.sqrt(2);
        double beta = 2 * Math.PI * s / PSI;
        double x = r * Math.sin(alpha);
        double y = r * Math.cos(alpha);
        double z = big * Math.sin(beta);
        double w = big * Math.cos(beta);
        return new double[] {
            1 - 2 * (y * y + z * z),
            2 * (x * y - z * w),
            2 * (x * z + y * w),
            2 * (x * y + z * w),
            1 - 2 * (x * x + z * z),
            2 * (y * z - x * w),
            2 * (x * z - y * w),
            2 * (y * z + x * w),
            1 - 2 * (x * x + y * y)
        };
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                c[i] += a[3 * (i / 3) + k] * b[3 * k + i % 3];
            }
        }
        return c;
    }

    private static double[] transposed(double[] m) {
        return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
    }
}
