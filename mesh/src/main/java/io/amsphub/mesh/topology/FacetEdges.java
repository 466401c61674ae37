package io.amsphub.mesh.topology;

import java.util.Arrays;
import java.util.List;

/**
 * The edges of a set of facets, as a mate for each half-edge.
 *
 * <p>Half-edge {@code 3f+k} runs from corner k of facet f to the next corner. A facet with a repeated
 * vertex, and a facet that repeats the vertices of an earlier one, has no edges here and is marked in
 * {@link #state()}.
 *
 * <p>Cost: O(n) for meshes of bounded valence, O(n log n) at worst; 12 bytes a facet for the result
 * and 16 while it is made. Independent of the number of threads.
 */
public final class FacetEdges {

    /** State of a facet that counts. */
    public static final byte KEPT = 0;
    /** State of a facet with a repeated vertex. */
    public static final byte DEGENERATE = 1;
    /** State of a facet that repeats an earlier one in the same winding. */
    public static final byte DUPLICATE = 2;
    /** State of a facet that repeats an earlier one in the opposite winding. */
    public static final byte DUPLICATE_OPPOSITE = 3;

    /** Mate of a half-edge that is alone on its edge. */
    public static final int OPEN = -1;

    private static final int GRAIN = 1 << 15;

    private final int[] corners;
    private final int vertexCount;
    private final byte[] state;
    private final int[] mate;
    private int edgeCount;
    private int openCount;
    private int inconsistentCount;
    private int[] crowdStart = {0};
    private int[] crowd = {};

    private FacetEdges(int[] corners, int vertexCount) {
        this.corners = corners;
        this.vertexCount = vertexCount;
        this.state = new byte[corners.length / 3];
        this.mate = new int[corners.length];
    }

    /**
     * Finds the edges.
     *
     * @param corners {@code int[3·m]} vertex numbers; kept, not changed
     * @param vertexCount one more than the highest vertex number
     */
    public static FacetEdges of(int[] corners, int vertexCount) {
        FacetEdges edges = new FacetEdges(corners, vertexCount);
        edges.markDegenerate();
        if (edges.pair()) {
            edges.pair();
        }
        return edges;
    }

    private void markDegenerate() {
        for (int f = 0; f < state.length; f++) {
            int a = corners[3 * f];
            int b = corners[3 * f + 1];
            int c = corners[3 * f + 2];
            if (a == b || b == c || c == a) {
                state[f] = DEGENERATE;
            }
        }
    }

    /** Pairs half-edges; returns whether duplicates were marked, after which it has to run again. */
    private boolean pair() {
        int[] start = new int[vertexCount + 1];
        int[] halfEdges = bucketByLowVertex(start);
        Arrays.fill(mate, OPEN);
        List<Pairing> pairings =
                Parallel.ranges(vertexCount, GRAIN, chunk -> new Pairing(this, start, halfEdges), Pairing::run);
        edgeCount = 0;
        openCount = 0;
        inconsistentCount = 0;
        boolean duplicates = false;
        IntList sizes = new IntList();
        IntList members = new IntList();
        for (Pairing pairing : pairings) {
            edgeCount += pairing.edges;
            openCount += pairing.open;
            inconsistentCount += pairing.inconsistent;
            sizes.addAll(pairing.crowdSizes);
            members.addAll(pairing.crowdMembers);
            duplicates |= pairing.duplicates;
        }
        crowd = members.toArray();
        crowdStart = new int[sizes.size() + 1];
        for (int i = 0; i < sizes.size(); i++) {
            crowdStart[i + 1] = crowdStart[i] + sizes.get(i);
            for (int at = crowdStart[i]; at < crowdStart[i + 1]; at++) {
                mate[crowd[at]] = -2 - i;
            }
        }
        return duplicates;
    }

    private int[] bucketByLowVertex(int[] start) {
        for (int f = 0; f < state.length; f++) {
            if (state[f] == KEPT) {
                int a = corners[3 * f];
                int b = corners[3 * f + 1];
                int c = corners[3 * f + 2];
                start[Math.min(a, b)]++;
                start[Math.min(b, c)]++;
                start[Math.min(c, a)]++;
            }
        }
        int sum = 0;
        for (int v = 0; v <= vertexCount; v++) {
            sum += start[v];
            start[v] = sum;
        }
        int[] halfEdges = new int[sum];
        for (int f = state.length - 1; f >= 0; f--) {
            if (state[f] == KEPT) {
                int a = corners[3 * f];
                int b = corners[3 * f + 1];
                int c = corners[3 * f + 2];
                halfEdges[--start[Math.min(c, a)]] = 3 * f + 2;
                halfEdges[--start[Math.min(b, c)]] = 3 * f + 1;
                halfEdges[--start[Math.min(a, b)]] = 3 * f;
            }
        }
        return halfEdges;
    }

    /** Returns the corners, {@code int[3·m]} vertex numbers; not a copy. */
    public int[] corners() {
        return corners;
    }

    /** Returns one more than the highest vertex number. */
    public int vertexCount() {
        return vertexCount;
    }

    /** Returns the number of facets, those without edges included. */
    public int facetCount() {
        return state.length;
    }

    /** Returns the state of each facet; not a copy. */
    public byte[] state() {
        return state;
    }

    /** Returns whether a facet counts: neither degenerate nor a duplicate. */
    public boolean isKept(int facet) {
        return state[facet] == KEPT;
    }

    /** Returns how many facets are in a state. */
    public int countOf(byte wanted) {
        int count = 0;
        for (byte s : state) {
            if (s == wanted) {
                count++;
            }
        }
        return count;
    }

    /**
     * Returns the mate of each half-edge; not a copy. The number of the other half-edge where an edge
     * has two facets, whatever their winding; {@link #OPEN}; or {@code -2-i} for the i-th edge with
     * more than two facets. Meaningless for facets that do not count.
     */
    public int[] mate() {
        return mate;
    }

    /** Returns the number of undirected edges. */
    public int edgeCount() {
        return edgeCount;
    }

    /** Returns the number of edges with one facet. */
    public int openCount() {
        return openCount;
    }

    /** Returns the number of edges whose two facets run through them in the same direction. */
    public int inconsistentCount() {
        return inconsistentCount;
    }

    /** Returns the number of edges with more than two facets. */
    public int crowdCount() {
        return crowdStart.length - 1;
    }

    /** Returns the half-edges of the i-th edge with more than two facets, ascending. */
    public int[] crowd(int i) {
        return Arrays.copyOfRange(crowd, crowdStart[i], crowdStart[i + 1]);
    }

    /** Returns the vertex where a half-edge begins. */
    public int from(int halfEdge) {
        return corners[halfEdge];
    }

    /** Returns the vertex where a half-edge ends. */
    public int to(int halfEdge) {
        return corners[next(halfEdge)];
    }

    /** Returns the next half-edge of the same facet. */
    public static int next(int halfEdge) {
        return halfEdge % 3 == 2 ? halfEdge - 2 : halfEdge + 1;
    }

    /** Returns the half-edge before it in the same facet. */
    public static int previous(int halfEdge) {
        return halfEdge % 3 == 0 ? halfEdge + 2 : halfEdge - 1;
    }
}
