package io.amsphub.mesh.compose;

/** Arithmetic on {@code double[3]}. */
public final class Directions {

    private Directions() {}

    /** Returns the difference of two points that stand in arrays. */
    public static double[] minus(double[] xyz, int p, double[] other, int q) {
        return new double[] {xyz[p] - other[q], xyz[p + 1] - other[q + 1], xyz[p + 2] - other[q + 2]};
    }

    /** Returns the cross product. */
    public static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    /** Returns the scalar product. */
    public static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** Returns the length. */
    public static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Returns the direction at length 1; zero and what is not finite stay as they are. */
    public static double[] unit(double[] a) {
        double length = length(a);
        return length > 0 ? new double[] {a[0] / length, a[1] / length, a[2] / length} : a;
    }

    /** Returns a point moved along a direction. */
    public static double[] moved(double[] point, double[] direction, double distance) {
        return new double[] {
            point[0] + distance * direction[0], point[1] + distance * direction[1], point[2] + distance * direction[2]
        };
    }
}
