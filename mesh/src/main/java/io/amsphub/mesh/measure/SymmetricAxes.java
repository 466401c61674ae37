package io.amsphub.mesh.measure;

/**
 * Eigenvectors of small symmetric matrices by cyclic Jacobi rotations (Jacobi 1846; Golub and Van Loan 2013, 8.5).
 * Deterministic; O(n³) for each of at most {@value #SWEEPS} sweeps, meant for n of 3 to 6.
 */
public final class SymmetricAxes {

    private static final int SWEEPS = 32;
    private static final double NOTHING = 1e-15;

    private SymmetricAxes() {}

    /**
     * Diagonalises a matrix in place.
     *
     * @param m {@code double[n·n]}, symmetric; holds the eigenvalues on its diagonal afterwards
     * @param n number of rows
     * @return {@code double[n·n]}: the eigenvectors, of length 1, as columns in the order of the diagonal
     */
    public static double[] of(double[] m, int n) {
        double[] v = new double[n * n];
        for (int i = 0; i < n; i++) {
            v[i * n + i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(m, v, n, p, q);
                }
            }
        }
        return v;
    }

    private static void rotate(double[] m, double[] v, int n, int p, int q) {
        double off = m[n * p + q];
        double first = m[n * p + p];
        double second = m[n * q + q];
        if (Math.abs(off) <= NOTHING * (Math.abs(first) + Math.abs(second))) {
            return;
        }
        double theta = (second - first) / (2 * off);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < n; k++) {
            turn(m, n * k + p, n * k + q, c, s);
        }
        for (int k = 0; k < n; k++) {
            turn(m, n * p + k, n * q + k, c, s);
            turn(v, n * k + p, n * k + q, c, s);
        }
    }

    private static void turn(double[] a, int p, int q, double c, double s) {
        double first = a[p];
        double second = a[q];
        a[p] = c * first - s * second;
        a[q] = s * first + c * second;
    }
}
