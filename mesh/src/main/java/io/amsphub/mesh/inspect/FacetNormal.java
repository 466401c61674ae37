package io.amsphub.mesh.inspect;

import io.amsphub.mesh.model.TriangleMesh;

/** The normal of a facet. */
final class FacetNormal {

    private FacetNormal() {}

    /**
     * Computes a normal.
     *
     * @param normal gets the normal of length 1; zeros when the facet has no area
     * @return twice the area in mm²
     */
    static double of(TriangleMesh mesh, int facet, double[] normal) {
        double[] p = mesh.points();
        int a = 3 * mesh.facets()[3 * facet];
        int b = 3 * mesh.facets()[3 * facet + 1];
        int c = 3 * mesh.facets()[3 * facet + 2];
        double ux = p[b] - p[a];
        double uy = p[b + 1] - p[a + 1];
        double uz = p[b + 2] - p[a + 2];
        double vx = p[c] - p[a];
        double vy = p[c + 1] - p[a + 1];
        double vz = p[c + 2] - p[a + 2];
        normal[0] = uy * vz - uz * vy;
        normal[1] = uz * vx - ux * vz;
        normal[2] = ux * vy - uy * vx;
        double length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
        for (int axis = 0; axis < 3; axis++) {
            normal[axis] = length > 0 ? normal[axis] / length : 0;
        }
        return length;
    }
}
