package io.amsphub.mesh.correct;

/** Lengths, normals and distances in double, for choices that are not about topology. */
final class Geometry {

    private Geometry() {}

    /** Writes the normal of a facet, twice its area long, and returns that length. */
    static double normal(double[] xyz, int a, int b, int c, double[] out) {
        double ux = xyz[3 * b] - xyz[3 * a];
        double uy = xyz[3 * b + 1] - xyz[3 * a + 1];
        double uz = xyz[3 * b + 2] - xyz[3 * a + 2];
        double vx = xyz[3 * c] - xyz[3 * a];
        double vy = xyz[3 * c + 1] - xyz[3 * a + 1];
        double vz = xyz[3 * c + 2] - xyz[3 * a + 2];
        out[0] = uy * vz - uz * vy;
        out[1] = uz * vx - ux * vz;
        out[2] = ux * vy - uy * vx;
        return length(out);
    }

    static double length(double[] v) {
        return Math.sqrt(dot(v, v));
    }

    static double dot(double[] u, double[] v) {
        return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
    }

    static double distance(double[] xyz, int p, int q) {
        double dx = xyz[3 * p] - xyz[3 * q];
        double dy = xyz[3 * p + 1] - xyz[3 * q + 1];
        double dz = xyz[3 * p + 2] - xyz[3 * q + 2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** Returns the unit vector from a to b; zero when they are equal. */
    static double[] direction(double[] xyz, int a, int b) {
        double[] d = {xyz[3 * b] - xyz[3 * a], xyz[3 * b + 1] - xyz[3 * a + 1], xyz[3 * b + 2] - xyz[3 * a + 2]};
        scale(d, 1 / Math.max(length(d), Double.MIN_NORMAL));
        return d;
    }

    static void scale(double[] v, double by) {
        v[0] *= by;
        v[1] *= by;
        v[2] *= by;
    }

    /** Returns where the foot of p lies on the line from a (0) to b (1). */
    static double footOnLine(double[] xyz, int p, int a, int b) {
        double ux = xyz[3 * b] - xyz[3 * a];
        double uy = xyz[3 * b + 1] - xyz[3 * a + 1];
        double uz = xyz[3 * b + 2] - xyz[3 * a + 2];
        double square = ux * ux + uy * uy + uz * uz;
        double along = (xyz[3 * p] - xyz[3 * a]) * ux
                + (xyz[3 * p + 1] - xyz[3 * a + 1]) * uy
                + (xyz[3 * p + 2] - xyz[3 * a + 2]) * uz;
        return square > 0 ? along / square : 0;
    }

    /** Returns the distance of p from the point at share t between a and b. */
    static double distanceAt(double[] xyz, int p, int a, int b, double t) {
        double dx = xyz[3 * p] - xyz[3 * a] - t * (xyz[3 * b] - xyz[3 * a]);
        double dy = xyz[3 * p + 1] - xyz[3 * a + 1] - t * (xyz[3 * b + 1] - xyz[3 * a + 1]);
        double dz = xyz[3 * p + 2] - xyz[3 * a + 2] - t * (xyz[3 * b + 2] - xyz[3 * a + 2]);
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
