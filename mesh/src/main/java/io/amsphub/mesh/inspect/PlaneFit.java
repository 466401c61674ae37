package io.amsphub.mesh.inspect;

import io.amsphub.mesh.measure.SurfaceDistance;
import io.amsphub.mesh.measure.SymmetricAxes;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import java.util.Arrays;

/**
 * Lays points onto a surface by iterative closest points with the point-to-plane error (Chen and Medioni 1992), the
 * worst 5 % of the points left out (Chetverikov 2002). Not thread-safe; one for each task.
 */
final class PlaneFit {

    /** Share of the points that counts. */
    private static final double TRIMMED = 0.95;

    /** A step in which the points move less than this share of the diagonal is the last. */
    private static final double STILL = 1e-7;

    /** Directions that are held this much less than the best one are not moved along. */
    private static final double LOOSE = 1e-6;

    private final TriangleMesh mesh;
    private final SurfaceDistance surface;
    private final double[] centre;
    private final double reach;
    private final double[] normal = new double[3];
    private final double[] row = new double[6];

    PlaneFit(TriangleMesh mesh, FacetTree tree) {
        this.mesh = mesh;
        this.surface = new SurfaceDistance(mesh, tree);
        var box = mesh.boundingBox();
        this.centre = new double[] {
            (box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2, (box.minZ() + box.maxZ()) / 2
        };
        this.reach = Math.max(box.diagonal() / 2, Double.MIN_NORMAL);
    }

    /**
     * Where a fit ended.
     *
     * @param transform from the frame of the points
     * @param residual trimmed root mean square of the distances, mm
     * @param iterations steps taken
     * @param hold how firmly the loosest of the six freedoms is held: mean square of the points' leverage, 1 at most
     */
    record Fit(RigidTransform transform, double residual, int iterations, double hold) {}

    /** Fits points from a first placement on, in at most so many steps. */
    Fit fit(double[] points, RigidTransform from, int mostSteps) {
        RigidTransform at = from;
        double[] distances = new double[points.length / 3];
        int[] nearest = new int[points.length / 3];
        double hold = 0;
        int steps = 0;
        boolean moving = true;
        while (moving && steps < mostSteps) {
            double[] images = at.of(points);
            double most = limit(images, distances, nearest);
            double[] a = new double[36];
            double[] b = new double[6];
            int used = equations(images, distances, nearest, most, a, b);
            double[] matrix = a.clone();
            double[] axes = SymmetricAxes.of(matrix, 6);
            hold = used == 0 ? 0 : loosest(matrix) / used;
            double[] step = solve(matrix, axes, b);
            at = at.then(motion(step));
            steps++;
            moving = Math.hypot(norm(step, 0), norm(step, 3)) > STILL;
        }
        limit(at.of(points), distances, nearest);
        return new Fit(at, trimmedRms(distances), steps, hold);
    }

    /** Measures all distances and returns the one that the trimmed share does not exceed. */
    private double limit(double[] images, double[] distances, int[] nearest) {
        for (int i = 0; i < distances.length; i++) {
            distances[i] = surface.of(images[3 * i], images[3 * i + 1], images[3 * i + 2], Double.POSITIVE_INFINITY);
            nearest[i] = surface.facet();
        }
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(TRIMMED * sorted.length) - 1)];
    }

    private static double trimmedRms(double[] distances) {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        int n = Math.max(1, (int) Math.ceil(TRIMMED * sorted.length));
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += sorted[i] * sorted[i];
        }
        return Math.sqrt(sum / n);
    }

    /** Sums up the normal equations; lengths are in units of the reach, so that turning and moving compare. */
    private int equations(double[] images, double[] distances, int[] nearest, double most, double[] a, double[] b) {
        int used = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] > most) {
                continue;
            }
            int facet = nearest[i];
            if (facet < 0 || FacetNormal.of(mesh, facet, normal) == 0) {
                continue;
            }
            double residual = row(images, 3 * i, facet);
            for (int r = 0; r < 6; r++) {
                b[r] -= row[r] * residual;
                for (int c = 0; c < 6; c++) {
                    a[6 * r + c] += row[r] * row[c];
                }
            }
            used++;
        }
        return used;
    }

    private double row(double[] images, int at, int facet) {
        int corner = 3 * mesh.facets()[3 * facet];
        double x = (images[at] - centre[0]) / reach;
        double y = (images[at + 1] - centre[1]) / reach;
        double z = (images[at + 2] - centre[2]) / reach;
        row[0] = y * normal[2] - z * normal[1];
        row[1] = z * normal[0] - x * normal[2];
        row[2] = x * normal[1] - y * normal[0];
        System.arraycopy(normal, 0, row, 3, 3);
        double residual = 0;
        for (int axis = 0; axis < 3; axis++) {
            residual += (images[at + axis] - mesh.points()[corner + axis]) * normal[axis];
        }
        return residual / reach;
    }

    private static double loosest(double[] matrix) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 6; i++) {
            least = Math.min(least, matrix[7 * i]);
        }
        return Math.max(0, least);
    }

    /** The least squares step along those directions that the points hold. */
    private static double[] solve(double[] matrix, double[] axes, double[] b) {
        double largest = 0;
        for (int i = 0; i < 6; i++) {
            largest = Math.max(largest, matrix[7 * i]);
        }
        double[] step = new double[6];
        for (int i = 0; i < 6; i++) {
            if (matrix[7 * i] <= LOOSE * largest) {
                continue;
            }
            double along = 0;
            for (int k = 0; k < 6; k++) {
                along += axes[6 * k + i] * b[k];
            }
            for (int k = 0; k < 6; k++) {
                step[k] += axes[6 * k + i] * along / matrix[7 * i];
            }
        }
        return step;
    }

    /** The rigid motion of a step: a turn about the centre of the design, then a shift. */
    private RigidTransform motion(double[] step) {
        double angle = norm(step, 0);
        RigidTransform turn = angle == 0
                ? RigidTransform.IDENTITY
                : RigidTransform.about(step[0] / angle, step[1] / angle, step[2] / angle, Math.min(angle, 1));
        double[] shift = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            shift[axis] =
                    centre[axis] - turn.coordinate(axis, centre[0], centre[1], centre[2]) + step[3 + axis] * reach;
        }
        return new RigidTransform(turn.rotation(), shift);
    }

    private static double norm(double[] step, int from) {
        return Math.sqrt(step[from] * step[from] + step[from + 1] * step[from + 1] + step[from + 2] * step[from + 2]);
    }
}
