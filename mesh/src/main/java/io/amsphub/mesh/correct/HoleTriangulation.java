package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.IntList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Triangulates a loop in space by dynamic programming over all its triangulations (Barequet and Sharir
 * 1995): the one with the smallest area, or the one whose sharpest bend is least (Liepa 2003). O(n³) time
 * and O(n²) memory, so for loops up to {@link #LONGEST} vertices.
 */
final class HoleTriangulation {

    /** Longest loop that this is used for; above it the cubic cost shows. */
    static final int LONGEST = 150;

    private final double[] xyz;
    private final int[] loop;
    private final double @Nullable [][] rim;
    private final double[][] bend;
    private final double[][] area;
    private final int[][] apex;
    private final double[] normal = new double[3];
    private final double[] other = new double[3];

    private HoleTriangulation(double[] xyz, int[] loop, double @Nullable [][] rim) {
        int n = loop.length;
        this.xyz = xyz;
        this.loop = loop;
        this.rim = rim;
        this.bend = new double[n][n];
        this.area = new double[n][n];
        this.apex = new int[n][n];
    }

    /**
     * Fills one loop with the smallest area.
     *
     * @param loop vertices in order, at least three and at most {@link #LONGEST}
     * @return {@code int[3·(n-2)]} vertex numbers, wound along the loop
     */
    static int[] smallest(double[] xyz, int[] loop) {
        return new HoleTriangulation(xyz, loop, null).solve();
    }

    /**
     * Fills one loop so that it bends least, within and towards the facets around.
     *
     * @param rim normal of the facet at each edge of the loop, from vertex i to the next; zero when unknown
     */
    static int[] smoothest(double[] xyz, int[] loop, double[][] rim) {
        return new HoleTriangulation(xyz, loop, rim).solve();
    }

    private int[] solve() {
        int n = loop.length;
        for (int span = 2; span < n; span++) {
            for (int i = 0; i + span < n; i++) {
                choose(i, i + span);
            }
        }
        IntList facets = new IntList();
        collect(0, n - 1, facets);
        return facets.toArray();
    }

    private void choose(int i, int k) {
        double leastBend = Double.POSITIVE_INFINITY;
        double leastArea = Double.POSITIVE_INFINITY;
        for (int m = i + 1; m < k; m++) {
            double size = Geometry.normal(xyz, loop[i], loop[m], loop[k], normal);
            double sum = area[i][m] + area[m][k] + size;
            double most = 0;
            if (rim != null) {
                most = Math.max(bend[i][m], bend[m][k]);
                most = Math.max(most, bendAt(i, m, size));
                most = Math.max(most, bendAt(m, k, size));
                if (i == 0 && k == loop.length - 1) {
                    most = Math.max(most, angle(rim[k], Geometry.length(rim[k]), size));
                }
            }
            if (most < leastBend - 1e-9 || (most <= leastBend + 1e-9 && sum < leastArea)) {
                leastBend = most;
                leastArea = sum;
                apex[i][k] = m;
            }
        }
        bend[i][k] = leastBend;
        area[i][k] = leastArea;
    }

    /** The bend between the current facet and what lies across its edge i-k. */
    private double bendAt(int i, int k, double size) {
        if (k == i + 1) {
            double[] across = Objects.requireNonNull(rim)[i];
            return angle(across, Geometry.length(across), size);
        }
        double length = Geometry.normal(xyz, loop[i], loop[apex[i][k]], loop[k], other);
        return angle(other, length, size);
    }

    /** One minus the cosine: 0 for flat, 2 for folded back; facets without area do not count. */
    private double angle(double[] across, double length, double size) {
        return length > 0 && size > 0 ? 1 - Geometry.dot(across, normal) / (length * size) : 0;
    }

    private void collect(int from, int to, IntList facets) {
        if (to - from < 2) {
            return;
        }
        int middle = apex[from][to];
        collect(from, middle, facets);
        facets.add(loop[from]);
        facets.add(loop[middle]);
        facets.add(loop[to]);
        collect(middle, to, facets);
    }
}
