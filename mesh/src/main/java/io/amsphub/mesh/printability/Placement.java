package io.amsphub.mesh.printability;

import java.util.Arrays;

/**
 * How a part lies in the machine: the rotation from the frame of the model to that of the build, which is
 * right-handed with Z up. The platform is where the lowest point of the rotated part is.
 *
 * @param rotation a rotation matrix in row order, {@code double[9]}; owned by this record, not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Placement(double[] rotation) {

    private static final double UNIT_TOLERANCE = 1e-6;

    /**
     * Checks the matrix.
     *
     * @throws IllegalArgumentException when it is not a rotation to a millionth
     */
    public Placement {
        if (rotation.length != 9) {
            throw new IllegalArgumentException("a rotation matrix has 9 entries, not " + rotation.length);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k < 3; k++) {
                    dot += rotation[3 * i + k] * rotation[3 * j + k];
                }
                if (!(Math.abs(dot - (i == j ? 1 : 0)) < UNIT_TOLERANCE)) {
                    throw new IllegalArgumentException("rows of a rotation matrix are unit vectors at right angles");
                }
            }
        }
        if (!(determinant(rotation) > 0)) {
            throw new IllegalArgumentException("the matrix mirrors the part");
        }
    }

    private static double determinant(double[] r) {
        return r[0] * (r[4] * r[8] - r[5] * r[7])
                - r[1] * (r[3] * r[8] - r[5] * r[6])
                + r[2] * (r[3] * r[7] - r[4] * r[6]);
    }

    /** Returns the placement of a model that lies as it was drawn. */
    public static Placement asDrawn() {
        return new Placement(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    }

    /** Returns the rotated points; the array itself when nothing is turned. */
    double[] place(double[] points) {
        if (equals(asDrawn())) {
            return points;
        }
        double[] placed = new double[points.length];
        for (int p = 0; p < points.length; p += 3) {
            for (int row = 0; row < 3; row++) {
                placed[p + row] = rotation[3 * row] * points[p]
                        + rotation[3 * row + 1] * points[p + 1]
                        + rotation[3 * row + 2] * points[p + 2];
            }
        }
        return placed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Placement that && Arrays.equals(rotation, that.rotation);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rotation);
    }

    @Override
    public String toString() {
        return Arrays.toString(rotation);
    }
}
