package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;

/**
 * A right-handed place in space: an origin in mm and three axes of length 1. What was made around the origin
 * with Z up comes to lie at the origin of the place with its Z along {@code axisZ}.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Placement(double[] origin, double[] axisX, double[] axisY, double[] axisZ) {

    /**
     * Returns a place on a surface.
     *
     * @param origin in mm
     * @param normal what becomes Z; any length but zero
     * @param degrees turn about the normal, counter-clockwise seen from its tip. At 0 the Y axis points up as
     *     far as the normal allows: along Z on walls, along Y on floors and ceilings
     */
    public static Placement on(double[] origin, double[] normal, double degrees) {
        double[] z = Directions.unit(normal);
        boolean level = Math.abs(z[2]) > 0.99;
        double[] up = level ? new double[] {0, 1, 0} : new double[] {0, 0, 1};
        double[] x0 = Directions.unit(Directions.cross(up, z));
        double[] y0 = Directions.cross(z, x0);
        double cosine = exact(Math.cos(Math.toRadians(degrees)));
        double sine = exact(Math.sin(Math.toRadians(degrees)));
        double[] x = new double[3];
        double[] y = new double[3];
        for (int k = 0; k < 3; k++) {
            x[k] = cosine * x0[k] + sine * y0[k];
            y[k] = cosine * y0[k] - sine * x0[k];
        }
        return new Placement(origin, x, y, z);
    }

    /** Quarter turns should be quarter turns. */
    private static double exact(double value) {
        return Math.abs(value) < 1e-15 ? 0 : value;
    }

    /** Returns a mesh put there. */
    public TriangleMesh place(TriangleMesh mesh) {
        double[] in = mesh.points();
        double[] out = new double[in.length];
        for (int i = 0; i < in.length; i += 3) {
            for (int k = 0; k < 3; k++) {
                out[i + k] = origin[k] + in[i] * axisX[k] + in[i + 1] * axisY[k] + in[i + 2] * axisZ[k];
            }
        }
        return TriangleMesh.of(out, mesh.facets(), mesh.sourceUnit());
    }
}
