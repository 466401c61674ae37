package io.amsphub.mesh.inspect;

import io.amsphub.mesh.model.TriangleMesh;

/** Points spread evenly over a surface by its area, always the same ones: no random numbers. */
final class SurfaceSamples {

    /** Steps of the R2 sequence (Roberts 2018): the plane's counterpart of the golden ratio. */
    private static final double STEP_U = 0.7548776662466927;

    private static final double STEP_V = 0.5698402909980532;

    private SurfaceSamples() {}

    /**
     * Returns samples.
     *
     * @param count how many, at least 1
     * @return {@code double[3·count]} in the order of the facets; empty when the surface has no area
     */
    static double[] of(TriangleMesh mesh, int count) {
        double[] until = areas(mesh);
        double total = until.length == 0 ? 0 : until[until.length - 1];
        if (!(total > 0)) {
            return new double[0];
        }
        double[] points = new double[3 * count];
        int facet = 0;
        for (int k = 0; k < count; k++) {
            double at = (k + 0.5) / count * total;
            while (facet < until.length - 1 && until[facet] < at) {
                facet++;
            }
            double u = fraction(k * STEP_U);
            double v = fraction(k * STEP_V);
            boolean beyond = u + v > 1;
            place(mesh, facet, beyond ? 1 - u : u, beyond ? 1 - v : v, points, 3 * k);
        }
        return points;
    }

    /** Returns the area of a surface in mm². */
    static double area(TriangleMesh mesh) {
        double[] until = areas(mesh);
        return until.length == 0 ? 0 : until[until.length - 1];
    }

    private static double fraction(double value) {
        return value - Math.floor(value);
    }

    private static void place(TriangleMesh mesh, int facet, double u, double v, double[] points, int at) {
        double[] p = mesh.points();
        int a = 3 * mesh.facets()[3 * facet];
        int b = 3 * mesh.facets()[3 * facet + 1];
        int c = 3 * mesh.facets()[3 * facet + 2];
        for (int axis = 0; axis < 3; axis++) {
            points[at + axis] = p[a + axis] + u * (p[b + axis] - p[a + axis]) + v * (p[c + axis] - p[a + axis]);
        }
    }

    /** Area of the facets up to and with each. */
    private static double[] areas(TriangleMesh mesh) {
        double[] until = new double[mesh.facetCount()];
        double[] normal = new double[3];
        double sum = 0;
        for (int f = 0; f < until.length; f++) {
            sum += FacetNormal.of(mesh, f, normal) / 2;
            until[f] = sum;
        }
        return until;
    }
}
