package io.amsphub.mesh.predicate;

import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Parallel;

/**
 * Vertices whose facets surely meet each other nowhere but in that vertex and the edges that they share.
 *
 * <p>Seen along an axis, each facet of the fan turns the same way around the vertex, and all of them together turn
 * once: then each keeps to a sector of its own, and so does what lies above it. On a real surface that holds for
 * nearly every vertex and saves comparing the facets there one with another. It is a proof: turns are taken for
 * certain only beyond their rounding error, and the sign of a difference of coordinates is exact. Where it fails,
 * nothing is said. Time O(n); a byte a vertex.
 */
public final class TurningFans {

    private static final int GRAIN = 1 << 15;
    private static final byte UNKNOWN = 0;
    private static final byte APART = 1;
    private static final int MOST_FACETS = 64;

    private final double[] xyz;
    private final FacetEdges edges;
    private final int[] firstCorner;
    private final int[] valence;
    private final byte[] known;

    private TurningFans(double[] xyz, FacetEdges edges) {
        this.xyz = xyz;
        this.edges = edges;
        firstCorner = new int[edges.vertexCount()];
        valence = new int[edges.vertexCount()];
        known = new byte[edges.vertexCount()];
        int[] corners = edges.corners();
        for (int f = 0; f < edges.facetCount(); f++) {
            if (edges.isKept(f)) {
                for (int h = 3 * f; h < 3 * f + 3; h++) {
                    firstCorner[corners[h]] = h;
                    valence[corners[h]]++;
                }
            }
        }
    }

    /**
     * Looks at every vertex.
     *
     * @param xyz coordinates of the vertices
     * @return for each vertex, whether its facets are known to be apart; 1 for yes
     */
    public static byte[] of(double[] xyz, FacetEdges edges) {
        TurningFans fans = new TurningFans(xyz, edges);
        Parallel.ranges(fans.known.length, GRAIN, i -> new int[MOST_FACETS], fans::look);
        return fans.known;
    }

    private void look(int[] rim, int from, int to) {
        for (int v = from; v < to; v++) {
            int count = valence[v];
            if (count >= 3 && count <= MOST_FACETS && walk(v, rim, count)) {
                known[v] = turnsOnce(v, rim, count, 0) || turnsOnce(v, rim, count, 1) || turnsOnce(v, rim, count, 2)
                        ? APART
                        : UNKNOWN;
            }
        }
    }

    /** Collects the other ends of the edges around a vertex, in order; returns false unless they are one closed fan. */
    private boolean walk(int v, int[] rim, int count) {
        int[] mate = edges.mate();
        int[] corners = edges.corners();
        int first = firstCorner[v];
        int corner = first;
        for (int i = 0; i < count; i++) {
            int out = FacetEdges.previous(corner);
            rim[i] = corners[FacetEdges.next(corner)];
            int next = mate[out];
            if (next < 0 || corners[next] != v) {
                return false;
            }
            corner = next;
        }
        return corner == first;
    }

    /** The plane is the one of the two axes after the axis that is looked along. */
    private boolean turnsOnce(int v, int[] rim, int count, int axis) {
        int right = 3 * v + (axis + 1) % 3;
        int up = 3 * v + (axis + 2) % 3;
        double vx = xyz[right];
        double vy = xyz[up];
        int last = 3 * (rim[count - 1] - v);
        double x = xyz[right + last] - vx;
        double y = xyz[up + last] - vy;
        int sense = 0;
        int rounds = 0;
        for (int i = 0; i < count; i++) {
            int at = 3 * (rim[i] - v);
            double nextX = xyz[right + at] - vx;
            double nextY = xyz[up + at] - vy;
            int turn = SurelyApart.turnSign(x * nextY, y * nextX);
            if (turn == 0 || turn == -sense) {
                return false;
            }
            sense = turn;
            // a turn is less than half a round, so this passes the axis to the right, and only this does
            rounds += sense > 0 ? (y < 0 && nextY >= 0 ? 1 : 0) : (nextY < 0 && y >= 0 ? 1 : 0);
            x = nextX;
            y = nextY;
        }
        return rounds == 1;
    }
}
