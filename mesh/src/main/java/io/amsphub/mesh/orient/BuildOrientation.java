package io.amsphub.mesh.orient;

import io.amsphub.mesh.model.TriangleMesh;

/**
 * A way up for a part, with what it costs.
 *
 * @param rotation matrix in row order, {@code double[9]}; not to be written
 * @param offsetMm what is added after the rotation, {@code double[3]}, so that the part stands on Z = 0 with
 *     the centre of its box on the Z axis; not to be written
 * @param heightMm height of the part
 * @param supportMm3 volume of the space below overhangs, down to the part or the platform
 * @param contactMm2 area of the facets that support touches
 * @param instability 0 (lies flat) to 1 (falls over)
 * @param cost the weighted sum
 */
@SuppressWarnings("ArrayRecordComponent")
public record BuildOrientation(
        double[] rotation,
        double[] offsetMm,
        double heightMm,
        double supportMm3,
        double contactMm2,
        double instability,
        double cost) {

    /** Returns the mesh turned and placed on the platform. */
    public TriangleMesh apply(TriangleMesh mesh) {
        double[] points = turned(mesh.points(), rotation);
        for (int i = 0; i < points.length; i++) {
            points[i] += offsetMm[i % 3];
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    static double[] turned(double[] points, double[] r) {
        double[] turned = new double[points.length];
        for (int p = 0; p < points.length; p += 3) {
            for (int row = 0; row < 3; row++) {
                turned[p + row] =
                        r[3 * row] * points[p] + r[3 * row + 1] * points[p + 1] + r[3 * row + 2] * points[p + 2];
            }
        }
        return turned;
    }
}
