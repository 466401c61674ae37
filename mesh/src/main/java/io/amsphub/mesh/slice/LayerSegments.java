package io.amsphub.mesh.slice;

import java.util.Arrays;

/**
 * The segments in which facets meet one plane, linked over the mesh edges that they end on.
 *
 * <p>A vertex on the plane counts as above it, so that every facet that meets the plane does so in one
 * segment between two of its edges, and no case is degenerate. Both facets of an edge compute its point
 * from the same ends in the same order, so that the ends are bit-equal and links need no tolerance.
 */
final class LayerSegments {

    private static final int NONE = -1;

    private final double[] points;
    private final int[] corners;
    private final double base;
    private final double plane;

    private long[] fromEdge = new long[64];
    private long[] toEdge = new long[64];
    private int size;
    private int[] table = new int[0];
    private int[] nextSame = new int[0];

    LayerSegments(double[] points, int[] corners, double base, double plane) {
        this.points = points;
        this.corners = corners;
        this.base = base;
        this.plane = plane;
    }

    /** Adds the segment of a facet that has corners on both sides; the solid is on its left. */
    void add(int facet) {
        int a = corners[3 * facet];
        int b = corners[3 * facet + 1];
        int c = corners[3 * facet + 2];
        boolean aUp = above(a);
        boolean bUp = above(b);
        boolean cUp = above(c);
        if (aUp == bUp && bUp == cUp) {
            return;
        }
        if (bUp == cUp) {
            put(edge(a, b), edge(c, a), aUp);
        } else if (aUp == cUp) {
            put(edge(b, c), edge(a, b), bUp);
        } else {
            put(edge(c, a), edge(b, c), cUp);
        }
    }

    private boolean above(int vertex) {
        return points[3 * vertex + 2] - base >= plane;
    }

    private static long edge(int u, int v) {
        return (long) Math.min(u, v) << 32 | Math.max(u, v);
    }

    /** An apex above the plane makes the segment run from the edge into it to the edge out of it, reversed below. */
    private void put(long out, long in, boolean apexAbove) {
        if (size == fromEdge.length) {
            fromEdge = Arrays.copyOf(fromEdge, 2 * size);
            toEdge = Arrays.copyOf(toEdge, 2 * size);
        }
        fromEdge[size] = apexAbove ? in : out;
        toEdge[size++] = apexAbove ? out : in;
    }

    /** Chains the segments: closed chains to {@code rings}, the others to {@code open}. */
    void chain(RingBuilder rings, OpenChains open) {
        index();
        boolean[] used = new boolean[size];
        boolean[] reached = reached();
        for (int pass = 0; pass < 2; pass++) {
            for (int s = 0; s < size; s++) {
                if (!used[s] && (pass == 1 || !reached[s])) {
                    follow(s, used, rings, open);
                }
            }
        }
    }

    /** Whether some segment ends on the edge where one begins; chains that do not close begin at the others. */
    private boolean[] reached() {
        boolean[] reached = new boolean[size];
        for (int s = 0; s < size; s++) {
            for (int t = first(toEdge[s]); t != NONE; t = nextSame[t]) {
                reached[t] = true;
            }
        }
        return reached;
    }

    private void follow(int start, boolean[] used, RingBuilder rings, OpenChains open) {
        RingTidy tidy = new RingTidy();
        int at = start;
        int last = start;
        while (at != NONE) {
            used[at] = true;
            add(tidy, fromEdge[at]);
            last = at;
            at = unused(toEdge[at], used);
        }
        if (toEdge[last] == fromEdge[start]) {
            tidy.copyTo(rings);
        } else {
            add(tidy, toEdge[last]);
            open.add(tidy);
        }
    }

    private void add(RingTidy tidy, long edge) {
        int u = 3 * (int) (edge >>> 32);
        int v = 3 * (int) edge;
        double t = (plane - (points[u + 2] - base)) / (points[v + 2] - points[u + 2]);
        tidy.add(points[u] + t * (points[v] - points[u]), points[u + 1] + t * (points[v + 1] - points[u + 1]));
    }

    private int unused(long edge, boolean[] used) {
        int at = first(edge);
        while (at != NONE && used[at]) {
            at = nextSame[at];
        }
        return at;
    }

    private void index() {
        int capacity = Integer.highestOneBit(Math.max(8, size)) << 2;
        table = new int[capacity];
        Arrays.fill(table, NONE);
        nextSame = new int[size];
        for (int s = size - 1; s >= 0; s--) {
            int slot = slot(fromEdge[s]);
            nextSame[s] = table[slot];
            table[slot] = s;
        }
    }

    private int first(long edge) {
        return table[slot(edge)];
    }

    /** The slot of an edge: the one that holds it, or a free one. */
    private int slot(long edge) {
        long h = edge * 0x9E3779B97F4A7C15L;
        int slot = (int) (h >>> 33) & table.length - 1;
        while (table[slot] != NONE && fromEdge[table[slot]] != edge) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }
}
