package io.amsphub.mesh.printability;

import java.util.Arrays;

/** The principal axes of a surface: of the second moments of its area. */
final class PrincipalAxes {

    private static final int SWEEPS = 32;

    private PrincipalAxes() {}

    /** Returns the extents of a part along its principal axes in mm, longest first. */
    static double[] extents(PrintModel model) {
        double[] axes = axes(moments(model));
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int f : model.facets) {
            for (int k = 0; k < 3; k++) {
                for (int a = 0; a < 3; a++) {
                    double along = axes[a] * model.corner(f, k, 0)
                            + axes[3 + a] * model.corner(f, k, 1)
                            + axes[6 + a] * model.corner(f, k, 2);
                    low[a] = Math.min(low[a], along);
                    high[a] = Math.max(high[a], along);
                }
            }
        }
        double[] extents = {high[0] - low[0], high[1] - low[1], high[2] - low[2]};
        Arrays.sort(extents);
        return new double[] {extents[2], extents[1], extents[0]};
    }

    /** Second moments of the area about its centroid: of a facet, those of the midpoints of its sides. */
    private static double[] moments(PrintModel model) {
        double[] mean = new double[3];
        for (int f : model.facets) {
            for (int a = 0; a < 3; a++) {
                mean[a] += model.areas[f] / model.area * model.centroid(f, a);
            }
        }
        double[] m = new double[9];
        double[] middle = new double[3];
        for (int f : model.facets) {
            for (int k = 0; k < 3; k++) {
                for (int a = 0; a < 3; a++) {
                    middle[a] = (model.corner(f, k, a) + model.corner(f, (k + 1) % 3, a)) / 2 - mean[a];
                }
                for (int i = 0; i < 9; i++) {
                    m[i] += model.areas[f] * middle[i / 3] * middle[i % 3];
                }
            }
        }
        return m;
    }

    /** Eigenvectors of a symmetric matrix as columns, by Jacobi rotations. */
    private static double[] axes(double[] m) {
        double[] v = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < 2; p++) {
                for (int q = p + 1; q < 3; q++) {
                    rotate(m, v, p, q);
                }
            }
        }
        return v;
    }

    private static void rotate(double[] m, double[] v, int p, int q) {
        double off = m[3 * p + q];
        if (Math.abs(off) <= 1e-15 * (Math.abs(m[4 * p]) + Math.abs(m[4 * q]))) {
            return;
        }
        double theta = (m[4 * q] - m[4 * p]) / (2 * off);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < 3; k++) {
            double first = m[3 * k + p];
            double second = m[3 * k + q];
            m[3 * k + p] = c * first - s * second;
            m[3 * k + q] = s * first + c * second;
        }
        for (int k = 0; k < 3; k++) {
            double first = m[3 * p + k];
            double second = m[3 * q + k];
            m[3 * p + k] = c * first - s * second;
            m[3 * q + k] = s * first + c * second;
            double left = v[3 * k + p];
            double right = v[3 * k + q];
            v[3 * k + p] = c * left - s * right;
            v[3 * k + q] = s * left + c * right;
        }
    }
}
