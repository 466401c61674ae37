package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.IntList;

/**
 * Triangulates a loop in space by dynamic programming over all its triangulations (Barequet and
 * Sharir 1995, the first step of Liepa 2003): the smallest area wins. O(n³) time and O(n²) memory,
 * so for loops up to {@link #LONGEST} vertices.
 */
final class HoleTriangulation {

    /** Longest loop that this is used for; above it the cubic cost shows. */
    static final int LONGEST = 150;

    private final double[] xyz;
    private final int[] loop;

    private HoleTriangulation(double[] xyz, int[] loop) {
        this.xyz = xyz;
        this.loop = loop;
    }

    /**
     * Fills one loop.
     *
     * @param loop vertices in order, at least three and at most {@link #LONGEST}
     * @return {@code int[3·(n-2)]} vertex numbers, wound along the loop
     */
    static int[] of(double[] xyz, int[] loop) {
        return new HoleTriangulation(xyz, loop).solve();
    }

    private int[] solve() {
        int n = loop.length;
        double[][] weight = new double[n][n];
        int[][] apex = new int[n][n];
        for (int span = 2; span < n; span++) {
            for (int i = 0; i + span < n; i++) {
                int k = i + span;
                double best = Double.POSITIVE_INFINITY;
                for (int m = i + 1; m < k; m++) {
                    double w = weight[i][m] + weight[m][k] + doubleArea(i, m, k);
                    if (w < best) {
                        best = w;
                        apex[i][k] = m;
                    }
                }
                weight[i][k] = best;
            }
        }
        IntList facets = new IntList();
        collect(apex, 0, n - 1, facets);
        return facets.toArray();
    }

    private void collect(int[][] apex, int from, int to, IntList facets) {
        if (to - from < 2) {
            return;
        }
        int middle = apex[from][to];
        collect(apex, from, middle, facets);
        facets.add(loop[from]);
        facets.add(loop[middle]);
        facets.add(loop[to]);
        collect(apex, middle, to, facets);
    }

    private double doubleArea(int i, int j, int k) {
        int a = 3 * loop[i];
        int b = 3 * loop[j];
        int c = 3 * loop[k];
        double ux = xyz[b] - xyz[a];
        double uy = xyz[b + 1] - xyz[a + 1];
        double uz = xyz[b + 2] - xyz[a + 2];
        double vx = xyz[c] - xyz[a];
        double vy = xyz[c + 1] - xyz[a + 1];
        double vz = xyz[c + 2] - xyz[a + 2];
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        return Math.sqrt(nx * nx + ny * ny + nz * nz);
    }
}
