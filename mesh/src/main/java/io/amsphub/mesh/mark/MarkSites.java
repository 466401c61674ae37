package io.amsphub.mesh.mark;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Weld;
import java.util.Arrays;

/**
 * The points of an original that can carry a mark, and how far each may be moved: at most {@value #MOST_MM} mm, the
 * 4000th part of the diagonal, and the 20th part of the least height of a facet at the point, so that no facet turns
 * over. A point whose share would drown in single precision carries nothing. Each coordinate of a point is moved by the
 * reach over √3, up or down. Immutable; 60 bytes a point.
 */
final class MarkSites {

    /** Farthest that a point is moved. */
    static final double MOST_MM = 0.005;

    private static final double OF_DIAGONAL = 1.0 / 4000;
    private static final double OF_HEIGHT = 1.0 / 20;
    private static final double OF_MOST = 1.0 / 32;
    private static final double ULPS = 4;

    final TriangleMesh mesh;
    final Weld weld;
    /** Corners of the facets by vertex. */
    final int[] corners;
    /** Vertices that were joined, {@code double[3·n]}. */
    final double[] vertices;
    /** How far each coordinate of a vertex is moved, mm; 0 of one that carries nothing. */
    final double[] step;
    /** The largest step of this mesh, mm. */
    final double mostStep;

    /** Finds the places of an original. */
    MarkSites(TriangleMesh original) {
        mesh = EdgeDivision.enough(original);
        weld = Weld.of(mesh);
        vertices = weld.coordinates(mesh.points());
        corners = weld.apply(mesh.facets());
        step = new double[weld.vertexCount()];
        double most =
                corners.length == 0 ? 0 : Math.min(MOST_MM, mesh.boundingBox().diagonal() * OF_DIAGONAL);
        mostStep = most / Math.sqrt(3);
        if (most > 0) {
            reach(most);
        }
    }

    private void reach(double most) {
        double[] heights = new double[step.length];
        Arrays.fill(heights, -1);
        for (int f = 0; f < corners.length; f += 3) {
            double height = leastHeight(f);
            for (int k = 0; k < 3; k++) {
                int v = corners[f + k];
                heights[v] = heights[v] < 0 ? height : Math.min(heights[v], height);
            }
        }
        for (int v = 0; v < step.length; v++) {
            double reach = Math.min(most, heights[v] * OF_HEIGHT);
            double far = Math.max(
                    Math.abs(vertices[3 * v]), Math.max(Math.abs(vertices[3 * v + 1]), Math.abs(vertices[3 * v + 2])));
            boolean carries = reach >= most * OF_MOST && reach / Math.sqrt(3) >= ULPS * Math.ulp((float) far);
            step[v] = carries ? reach / Math.sqrt(3) : 0;
        }
    }

    /** The least height of a facet: twice its area over its longest edge. */
    private double leastHeight(int f) {
        double[] a = edge(corners[f], corners[f + 1]);
        double[] b = edge(corners[f], corners[f + 2]);
        double[] c = edge(corners[f + 1], corners[f + 2]);
        double x = a[1] * b[2] - a[2] * b[1];
        double y = a[2] * b[0] - a[0] * b[2];
        double z = a[0] * b[1] - a[1] * b[0];
        double longest = Math.max(square(a), Math.max(square(b), square(c)));
        return longest == 0 ? 0 : Math.sqrt((x * x + y * y + z * z) / longest);
    }

    private double[] edge(int from, int to) {
        return new double[] {
            vertices[3 * to] - vertices[3 * from],
            vertices[3 * to + 1] - vertices[3 * from + 1],
            vertices[3 * to + 2] - vertices[3 * from + 2]
        };
    }

    private static double square(double[] v) {
        return v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
    }

    /** Returns how many vertices carry something. */
    int count() {
        return (int) Arrays.stream(step).filter(s -> s > 0).count();
    }
}
