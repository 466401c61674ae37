package io.amsphub.mesh.printability;

/** The point of a triangle that is nearest to a point (Ericson, Real-Time Collision Detection, 5.1.5). */
final class NearestPoint {

    private NearestPoint() {}

    /** Writes the point of a facet that is nearest to {@code p} to {@code out}; returns the square of the distance. */
    static double of(PrintModel model, int facet, double[] p, double[] out) {
        double[] x = model.xyz;
        int a = 3 * model.edges.corners()[3 * facet];
        int b = 3 * model.edges.corners()[3 * facet + 1];
        int c = 3 * model.edges.corners()[3 * facet + 2];
        double d1 = dot(x, a, b, p, a);
        double d2 = dot(x, a, c, p, a);
        double d3 = dot(x, a, b, p, b);
        double d4 = dot(x, a, c, p, b);
        double d5 = dot(x, a, b, p, c);
        double d6 = dot(x, a, c, p, c);
        double vc = d1 * d4 - d3 * d2;
        double vb = d5 * d2 - d1 * d6;
        double va = d3 * d6 - d5 * d4;
        double v;
        double w;
        if (d1 <= 0 && d2 <= 0) {
            v = 0;
            w = 0;
        } else if (d3 >= 0 && d4 <= d3) {
            v = 1;
            w = 0;
        } else if (vc <= 0 && d1 >= 0 && d3 <= 0) {
            v = d1 / (d1 - d3);
            w = 0;
        } else if (d6 >= 0 && d5 <= d6) {
            v = 0;
            w = 1;
        } else if (vb <= 0 && d2 >= 0 && d6 <= 0) {
            v = 0;
            w = d2 / (d2 - d6);
        } else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
            w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
            v = 1 - w;
        } else {
            v = vb / (va + vb + vc);
            w = vc / (va + vb + vc);
        }
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            out[axis] = x[a + axis] + v * (x[b + axis] - x[a + axis]) + w * (x[c + axis] - x[a + axis]);
            square += (p[axis] - out[axis]) * (p[axis] - out[axis]);
        }
        return square;
    }

    private static double dot(double[] x, int a, int b, double[] p, int from) {
        return (x[b] - x[a]) * (p[0] - x[from])
                + (x[b + 1] - x[a + 1]) * (p[1] - x[from + 1])
                + (x[b + 2] - x[a + 2]) * (p[2] - x[from + 2]);
    }
}
