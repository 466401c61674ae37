package io.amsphub.mesh.topology;

import java.util.Arrays;
import java.util.List;

/**
 * Vertices whose facets form more than one fan: facets around a vertex belong to one fan when a chain
 * of shared edges at that vertex connects them. 8 bytes a vertex while it runs.
 */
public final class VertexFans {

    private static final int GRAIN = 1 << 15;

    private final int usedVertices;
    private final int[] nonManifold;

    private VertexFans(int usedVertices, int[] nonManifold) {
        this.usedVertices = usedVertices;
        this.nonManifold = nonManifold;
    }

    /** Finds the vertices with several fans. */
    public static VertexFans of(FacetEdges edges) {
        Walk walk = new Walk(edges);
        List<Chunk> chunks = Parallel.ranges(edges.vertexCount(), GRAIN, i -> new Chunk(), walk::run);
        int used = 0;
        IntList split = new IntList();
        IntList crowded = new IntList();
        for (Chunk chunk : chunks) {
            used += chunk.used;
            split.addAll(chunk.split);
            crowded.addAll(chunk.crowded);
        }
        addSeveralFans(edges, crowded, split);
        int[] sorted = split.toArray();
        Arrays.sort(sorted);
        return new VertexFans(used, sorted);
    }

    private static void addSeveralFans(FacetEdges edges, IntList crowded, IntList split) {
        if (crowded.isEmpty()) {
            return;
        }
        Incidence incidence = Incidence.of(edges, crowded.toArray());
        for (int i = 0; i < crowded.size(); i++) {
            if (incidence.fanCount(i) > 1) {
                split.add(crowded.get(i));
            }
        }
    }

    /** Returns the number of vertices with a facet. */
    public int usedVertices() {
        return usedVertices;
    }

    /** Returns the vertices with several fans, ascending; not a copy. */
    public int[] nonManifold() {
        return nonManifold;
    }

    private static final class Chunk {
        int used;
        final IntList split = new IntList();
        final IntList crowded = new IntList();
    }

    /** Walks from mate to mate around vertices. */
    private static final class Walk {
        private final int[] corners;
        private final int[] mate;
        private final int[] valence;
        private final int[] firstCorner;

        Walk(FacetEdges table) {
            corners = table.corners();
            mate = table.mate();
            valence = new int[table.vertexCount()];
            firstCorner = new int[table.vertexCount()];
            for (int f = 0; f < table.facetCount(); f++) {
                if (table.isKept(f)) {
                    for (int h = 3 * f; h < 3 * f + 3; h++) {
                        valence[corners[h]]++;
                        firstCorner[corners[h]] = h;
                    }
                }
            }
        }

        void run(Chunk chunk, int from, int to) {
            for (int v = from; v < to; v++) {
                if (valence[v] == 0) {
                    continue;
                }
                chunk.used++;
                int walked = fan(v, firstCorner[v]);
                if (walked < 0) {
                    chunk.crowded.add(v);
                } else if (walked < valence[v]) {
                    chunk.split.add(v);
                }
            }
        }

        /** Walks one fan; returns its facets, or -1 when it meets an edge with more than two facets. */
        private int fan(int v, int first) {
            int count = 1;
            int exit = first;
            boolean turned = false;
            while (true) {
                int m = mate[exit];
                if (m >= 0) {
                    int corner = corners[m] == v ? m : FacetEdges.next(m);
                    if (corner == first) {
                        return count;
                    }
                    exit = corner == m ? FacetEdges.previous(m) : corner;
                    count++;
                } else if (m != FacetEdges.OPEN) {
                    return -1;
                } else if (turned) {
                    return count;
                } else {
                    turned = true;
                    exit = FacetEdges.previous(first);
                }
            }
        }
    }
}
