package io.amsphub.mesh.mark;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Divides each facet into four at the middles of its edges, which changes no shape, until a mesh has enough points to
 * hold a mark. The same mesh gives the same points.
 */
final class EdgeDivision {

    /** Enough for each bit of the word to be carried by six coordinates on average. */
    static final int ENOUGH = 128;

    /** A single facet has enough after four. */
    private static final int ROUNDS = 4;

    private EdgeDivision() {}

    /**
     * Returns a mesh with at least {@link #ENOUGH} points in use, or the mesh itself when it has them; one that does not
     * gain enough, because its facets have no area, as far as it came.
     */
    static TriangleMesh enough(TriangleMesh mesh) {
        TriangleMesh divided = mesh;
        for (int round = 0; round < ROUNDS && divided.facetCount() > 0 && used(divided) < ENOUGH; round++) {
            divided = once(divided);
        }
        return divided;
    }

    private static long used(TriangleMesh mesh) {
        double[] points = mesh.points();
        return Arrays.stream(mesh.facets())
                .mapToObj(p -> Arrays.asList(points[3 * p] + 0.0, points[3 * p + 1] + 0.0, points[3 * p + 2] + 0.0))
                .distinct()
                .limit(ENOUGH)
                .count();
    }

    private static TriangleMesh once(TriangleMesh mesh) {
        int[] facets = mesh.facets();
        double[] points = Arrays.copyOf(mesh.points(), mesh.points().length + 3 * facets.length);
        int[] divided = new int[4 * facets.length];
        Map<Long, Integer> middles = new HashMap<>();
        int next = mesh.pointCount();
        for (int f = 0; f < facets.length; f += 3) {
            int[] middle = new int[3];
            for (int k = 0; k < 3; k++) {
                int from = facets[f + k];
                int to = facets[f + (k + 1) % 3];
                long edge = (long) Math.min(from, to) << 32 | Math.max(from, to);
                Integer known = middles.putIfAbsent(edge, next);
                middle[k] = known == null ? next : known;
                if (known == null) {
                    for (int axis = 0; axis < 3; axis++) {
                        points[3 * next + axis] = (float) ((points[3 * from + axis] + points[3 * to + axis]) / 2);
                    }
                    next++;
                }
            }
            int[] corners = {
                facets[f], middle[0], middle[2],
                middle[0], facets[f + 1], middle[1],
                middle[2], middle[1], facets[f + 2],
                middle[0], middle[1], middle[2]
            };
            System.arraycopy(corners, 0, divided, 4 * f, corners.length);
        }
        return TriangleMesh.of(Arrays.copyOf(points, 3 * next), divided, mesh.sourceUnit());
    }
}
