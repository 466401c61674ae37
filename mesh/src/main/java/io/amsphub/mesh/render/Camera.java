package io.amsphub.mesh.render;

import io.amsphub.mesh.model.TriangleMesh;

/** A parallel projection that fits a mesh into a rectangle of the picture. Depth is in pixels, nearer is more. */
final class Camera {

    private final double[] axes;
    private final double[] shift = new double[3];
    private final double scale;

    /** Fits the mesh between left, bottom, right and top, in pixels. */
    Camera(TriangleMesh mesh, StandardView view, double left, double bottom, double right, double top) {
        axes = view.axes();
        double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int corner : mesh.facets()) {
            for (int k = 0; k < 3; k++) {
                double value = along(mesh.points(), corner, k);
                min[k] = Math.min(min[k], value);
                max[k] = Math.max(max[k], value);
            }
        }
        double wide = Math.max(max[0] - min[0], Double.MIN_NORMAL);
        double high = Math.max(max[1] - min[1], Double.MIN_NORMAL);
        double fit = Math.min((right - left) / wide, (top - bottom) / high);
        scale = Math.min(fit, 1e12);
        shift[0] = (left + right) / 2 - scale * (min[0] + max[0]) / 2;
        shift[1] = (bottom + top) / 2 - scale * (min[1] + max[1]) / 2;
        shift[2] = -scale * (min[2] + max[2]) / 2;
    }

    private double along(double[] points, int p, int axis) {
        return points[3 * p] * axes[3 * axis]
                + points[3 * p + 1] * axes[3 * axis + 1]
                + points[3 * p + 2] * axes[3 * axis + 2];
    }

    /** Puts a point of a mesh into the picture. */
    void project(double[] points, int p, double[] out, int at) {
        for (int k = 0; k < 3; k++) {
            out[at + k] = scale * along(points, p, k) + shift[k];
        }
    }

    /** Turns a direction of the model into one of the picture: right, up, towards the camera. */
    void turn(double[] direction, double[] out) {
        for (int k = 0; k < 3; k++) {
            out[k] = along(direction, 0, k);
        }
    }

    /** Returns pixels a mm. */
    double scale() {
        return scale;
    }
}
