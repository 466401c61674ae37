package io.amsphub.mesh;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;

/** More fixtures made by code: solids whose layers are known exactly. Each stands on Z = 0. */
public final class Solids {

    private Solids() {}

    /** A box with sides along the axes and a corner at the origin. */
    public static TriangleMesh block(double x, double y, double z) {
        double[] points = Shapes.box(0.5, 0.5, 0.5, 1).points().clone();
        for (int p = 0; p < points.length; p += 3) {
            points[p] *= x;
            points[p + 1] *= y;
            points[p + 2] *= z;
        }
        return TriangleMesh.of(points, Shapes.box(0, 0, 0, 1).facets(), LengthUnit.MILLIMETRE);
    }

    /** A closed profile (r and z in turn, counter-clockwise in the half plane r >= 0) turned around Z. */
    public static TriangleMesh revolved(int around, double... profile) {
        int n = profile.length / 2;
        double[] points = new double[3 * n * around];
        int[] facets = new int[6 * n * around];
        int at = 0;
        for (int a = 0; a < around; a++) {
            double angle = 2 * Math.PI * a / around;
            for (int i = 0; i < n; i++) {
                int p = a * n + i;
                points[3 * p] = profile[2 * i] * Math.cos(angle);
                points[3 * p + 1] = profile[2 * i] * Math.sin(angle);
                points[3 * p + 2] = profile[2 * i + 1];
                int right = (a + 1) % around * n + i;
                int up = a * n + (i + 1) % n;
                int both = (a + 1) % around * n + (i + 1) % n;
                for (int corner : new int[] {p, right, both, p, both, up}) {
                    facets[at++] = corner;
                }
            }
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    /** A ball that touches Z = 0. */
    public static TriangleMesh ball(double radius, int around) {
        int steps = around / 2;
        double[] profile = new double[2 * (steps + 1)];
        for (int i = 0; i <= steps; i++) {
            double angle = -Math.PI / 2 + Math.PI * i / steps;
            profile[2 * i] = i == 0 || i == steps ? 0 : radius * Math.cos(angle);
            profile[2 * i + 1] = radius + radius * Math.sin(angle);
        }
        return revolved(around, profile);
    }
}
