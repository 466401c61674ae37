package io.amsphub.mesh.topology;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * The blocks of a graph: largest sets of edges of which any two lie on a common cycle, or one edge alone
 * (Hopcroft and Tarjan 1973), without recursion. O(n); 12 bytes an edge and 16 a vertex.
 */
final class GraphBlocks {

    private final int[] ends;
    private final int[] start;
    private final int[] incident;
    /** Where the edges of a vertex that are still to be followed end. */
    private final int[] open;

    private final int[] found;
    private final int[] low;
    private final BitSet used = new BitSet();
    private final IntList path = new IntList();
    private final IntList entry = new IntList();
    private final IntList edges = new IntList();
    private int time;

    /**
     * Takes a graph without two edges between the same vertices and without edges from a vertex to itself.
     *
     * @param ends {@code int[2·edges]}, both vertices of each edge
     */
    GraphBlocks(int[] ends, int vertices) {
        this.ends = ends;
        this.start = new int[vertices + 1];
        for (int v : ends) {
            start[v + 1]++;
        }
        for (int v = 0; v < vertices; v++) {
            start[v + 1] += start[v];
        }
        this.open = Arrays.copyOf(start, vertices);
        this.incident = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            incident[open[ends[i]]++] = i / 2;
        }
        this.found = new int[vertices];
        this.low = new int[vertices];
    }

    /** Hands over the edges of each block, ascending; every edge is in one block. */
    void forEach(Consumer<int[]> sink) {
        for (int root = 0; root < found.length; root++) {
            if (found[root] == 0) {
                enter(root);
                while (!path.isEmpty()) {
                    step(sink);
                }
            }
        }
    }

    private void enter(int v) {
        found[v] = ++time;
        low[v] = time;
        path.add(v);
        entry.add(edges.size());
    }

    /** Follows one edge of the last vertex of the path, or goes back from it. */
    private void step(Consumer<int[]> sink) {
        int v = path.get(path.size() - 1);
        if (open[v] > start[v]) {
            int e = incident[--open[v]];
            if (!used.get(e)) {
                used.set(e);
                int w = ends[2 * e] == v ? ends[2 * e + 1] : ends[2 * e];
                if (found[w] == 0) {
                    enter(w);
                } else {
                    low[v] = Math.min(low[v], found[w]);
                }
                edges.add(e);
            }
            return;
        }
        path.removeLast();
        int first = entry.removeLast();
        if (!path.isEmpty()) {
            int u = path.get(path.size() - 1);
            low[u] = Math.min(low[u], low[v]);
            if (low[v] >= found[u]) {
                sink.accept(cutFrom(first));
            }
        }
    }

    private int[] cutFrom(int first) {
        int[] block = new int[edges.size() - first];
        for (int i = block.length - 1; i >= 0; i--) {
            block[i] = edges.removeLast();
        }
        Arrays.sort(block);
        return block;
    }
}
