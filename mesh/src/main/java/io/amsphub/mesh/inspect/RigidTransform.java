package io.amsphub.mesh.inspect;

/**
 * A rotation followed by a translation, in a right-handed frame.
 *
 * @param rotation {@code double[9]}, row by row; proper, its determinant is 1
 * @param shift {@code double[3]}, mm
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record RigidTransform(double[] rotation, double[] shift) {

    /** What leaves everything where it is. */
    public static final RigidTransform IDENTITY =
            new RigidTransform(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[3]);

    /** Returns a rotation by an angle in radians about an axis of length 1 through the origin (Rodrigues). */
    public static RigidTransform about(double x, double y, double z, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double t = 1 - c;
        return new RigidTransform(
                new double[] {
                    t * x * x + c,
                    t * x * y - s * z,
                    t * x * z + s * y,
                    t * x * y + s * z,
                    t * y * y + c,
                    t * y * z - s * x,
                    t * x * z - s * y,
                    t * y * z + s * x,
                    t * z * z + c
                },
                new double[3]);
    }

    /** Returns a coordinate of an image: 0 for x, 1 for y, 2 for z. */
    public double coordinate(int axis, double x, double y, double z) {
        return rotation[3 * axis] * x + rotation[3 * axis + 1] * y + rotation[3 * axis + 2] * z + shift[axis];
    }

    /** Returns the images of points, {@code double[3·n]} in xyz order, in an array of its own. */
    public double[] of(double[] points) {
        double[] images = new double[points.length];
        for (int i = 0; i < points.length; i += 3) {
            for (int axis = 0; axis < 3; axis++) {
                images[i + axis] = coordinate(axis, points[i], points[i + 1], points[i + 2]);
            }
        }
        return images;
    }

    /** Returns this transform followed by another. */
    public RigidTransform then(RigidTransform next) {
        double[] product = new double[9];
        double[] moved = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                product[3 * i + k] = next.rotation[3 * i] * rotation[k]
                        + next.rotation[3 * i + 1] * rotation[3 + k]
                        + next.rotation[3 * i + 2] * rotation[6 + k];
            }
            moved[i] = next.coordinate(i, shift[0], shift[1], shift[2]);
        }
        return new RigidTransform(product, moved);
    }

    /** Returns the largest distance between the images of points under this transform and under another, mm. */
    double apart(RigidTransform other, double[] points) {
        double most = 0;
        for (int i = 0; i < points.length; i += 3) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                double d = coordinate(axis, points[i], points[i + 1], points[i + 2])
                        - other.coordinate(axis, points[i], points[i + 1], points[i + 2]);
                sum += d * d;
            }
            most = Math.max(most, sum);
        }
        return Math.sqrt(most);
    }
}
