package io.amsphub.mesh.io;

/**
 * An affine placement in mm, as 3MF writes it: twelve numbers, four rows of three, applied to row vectors
 * (3MF core 3.3). {@code x' = x*m00 + y*m10 + z*m20 + m30}, and so on.
 */
final class Transform {

    static final Transform IDENTITY = new Transform(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});

    private final double[] m;

    /** Takes over twelve numbers, row by row. */
    Transform(double[] m) {
        this.m = m;
    }

    /** Returns the placement by this one and then by the other. */
    Transform then(Transform outer) {
        if (this == IDENTITY) {
            return outer;
        }
        if (outer == IDENTITY) {
            return this;
        }
        double[] n = outer.m;
        double[] product = new double[12];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 3; column++) {
                product[3 * row + column] = m[3 * row] * n[column]
                        + m[3 * row + 1] * n[3 + column]
                        + m[3 * row + 2] * n[6 + column]
                        + (row == 3 ? n[9 + column] : 0);
            }
        }
        return new Transform(product);
    }

    double determinant() {
        return m[0] * (m[4] * m[8] - m[5] * m[7])
                - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    boolean isFinite() {
        for (double value : m) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    double x(double x, double y, double z) {
        return x * m[0] + y * m[3] + z * m[6] + m[9];
    }

    double y(double x, double y, double z) {
        return x * m[1] + y * m[4] + z * m[7] + m[10];
    }

    double z(double x, double y, double z) {
        return x * m[2] + y * m[5] + z * m[8] + m[11];
    }
}
