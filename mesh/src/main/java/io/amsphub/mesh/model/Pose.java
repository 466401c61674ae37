package io.amsphub.mesh.model;

/**
 * How a part lies in a build: turned, then moved, {@code x' = R x + t}. Right-handed frame, Z up, mm.
 *
 * @param rotation a rotation matrix in row order, {@code double[9]}; not a copy, not to be written
 * @param translation in mm, {@code double[3]}; not a copy, not to be written
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Pose(double[] rotation, double[] translation) {

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException when there are not nine and three numbers
     */
    public Pose {
        if (rotation.length != 9 || translation.length != 3) {
            throw new IllegalArgumentException("a pose has nine numbers of a rotation and three of a translation");
        }
    }

    /** Returns the rotation about Z by an angle, counter-clockwise seen from above; quarter turns are exact. */
    public static double[] aboutZ(double degrees) {
        double c = exact(Math.cos(Math.toRadians(degrees)));
        double s = exact(Math.sin(Math.toRadians(degrees)));
        return new double[] {c, -s, 0, s, c, 0, 0, 0, 1};
    }

    private static double exact(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-15 ? Math.rint(value) + 0.0 : value;
    }

    /** Returns the mesh as it lies; the facets are shared, the points are new. O(points). */
    public TriangleMesh apply(TriangleMesh mesh) {
        double[] in = mesh.points();
        double[] out = new double[in.length];
        for (int p = 0; p < in.length; p += 3) {
            for (int k = 0; k < 3; k++) {
                out[p + k] = rotation[3 * k] * in[p]
                        + rotation[3 * k + 1] * in[p + 1]
                        + rotation[3 * k + 2] * in[p + 2]
                        + translation[k];
            }
        }
        return TriangleMesh.of(out, mesh.facets(), mesh.sourceUnit());
    }
}
