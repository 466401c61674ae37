package io.amsphub.mesh.topology;

import java.util.Arrays;

/** The corners at some vertices, for the few where walking from mate to mate is not enough. */
final class Incidence {

    private final FacetEdges table;
    private final int[] start;
    private final int[] cornersAt;

    private Incidence(FacetEdges table, int[] start, int[] cornersAt) {
        this.table = table;
        this.start = start;
        this.cornersAt = cornersAt;
    }

    /** Collects the corners of facets that count at the given vertices, ascending. */
    static Incidence of(FacetEdges table, int[] vertices) {
        int[] corners = table.corners();
        int[] slot = new int[table.vertexCount()];
        Arrays.fill(slot, -1);
        for (int i = 0; i < vertices.length; i++) {
            slot[vertices[i]] = i;
        }
        int[] start = new int[vertices.length + 1];
        for (int h = 0; h < corners.length; h++) {
            if (slot[corners[h]] >= 0 && table.isKept(h / 3)) {
                start[slot[corners[h]] + 1]++;
            }
        }
        for (int i = 0; i < vertices.length; i++) {
            start[i + 1] += start[i];
        }
        int[] fill = start.clone();
        int[] at = new int[start[vertices.length]];
        for (int h = 0; h < corners.length; h++) {
            if (slot[corners[h]] >= 0 && table.isKept(h / 3)) {
                at[fill[slot[corners[h]]]++] = h;
            }
        }
        return new Incidence(table, start, at);
    }

    /** Returns the number of fans at the i-th vertex: corners joined where they share an edge of any facet count. */
    int fanCount(int i) {
        int n = start[i + 1] - start[i];
        long[] spokes = new long[2 * n];
        for (int k = 0; k < n; k++) {
            int h = cornersAt[start[i] + k];
            spokes[2 * k] = (long) table.to(h) << 32 | k;
            spokes[2 * k + 1] = (long) table.from(FacetEdges.previous(h)) << 32 | k;
        }
        Arrays.sort(spokes);
        DisjointSets sets = new DisjointSets(n);
        int fans = n;
        for (int s = 1; s < spokes.length; s++) {
            if (spokes[s] >>> 32 == spokes[s - 1] >>> 32 && sets.union((int) spokes[s], (int) spokes[s - 1])) {
                fans--;
            }
        }
        return fans;
    }
}
