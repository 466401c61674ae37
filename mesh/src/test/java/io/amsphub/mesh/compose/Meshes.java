package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;

/** Plain measures of a mesh, for tests. */
final class Meshes {

    private Meshes() {}

    /** The signed volume in mm³. */
    static double volume(TriangleMesh mesh) {
        double[] p = corners(mesh);
        double six = 0;
        for (int i = 0; i < p.length; i += 9) {
            six += p[i] * (p[i + 4] * p[i + 8] - p[i + 5] * p[i + 7])
                    + p[i + 1] * (p[i + 5] * p[i + 6] - p[i + 3] * p[i + 8])
                    + p[i + 2] * (p[i + 3] * p[i + 7] - p[i + 4] * p[i + 6]);
        }
        return six / 6;
    }

    /** The corners of all facets, nine numbers a facet. */
    static double[] corners(TriangleMesh mesh) {
        int[] f = mesh.facets();
        double[] corners = new double[3 * f.length];
        for (int i = 0; i < f.length; i++) {
            System.arraycopy(mesh.points(), 3 * f[i], corners, 3 * i, 3);
        }
        return corners;
    }

    /** The area in mm² of the facets that lie in a plane across an axis. */
    static double areaWhere(TriangleMesh mesh, int axis, double at) {
        double[] p = corners(mesh);
        double sum = 0;
        for (int i = 0; i < p.length; i += 9) {
            if (p[i + axis] == at && p[i + 3 + axis] == at && p[i + 6 + axis] == at) {
                sum += area(p, i);
            }
        }
        return sum;
    }

    static long facetsWithoutArea(TriangleMesh mesh) {
        double[] p = corners(mesh);
        long count = 0;
        for (int i = 0; i < p.length; i += 9) {
            count += area(p, i) == 0 ? 1 : 0;
        }
        return count;
    }

    private static double area(double[] p, int i) {
        double ux = p[i + 3] - p[i];
        double uy = p[i + 4] - p[i + 1];
        double uz = p[i + 5] - p[i + 2];
        double vx = p[i + 6] - p[i];
        double vy = p[i + 7] - p[i + 1];
        double vz = p[i + 8] - p[i + 2];
        return Math.hypot(Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz), ux * vy - uy * vx) / 2;
    }
}
