package io.amsphub.mesh.correct;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Joins what was torn: vertices of open edges that lie closer than the reach are made one, and an open
 * edge that passes a vertex of another within the reach gets a corner there (a T-junction).
 *
 * <p>Vertices are joined in pairs that are nearest to each other, the later one moving to the earlier, so
 * a chain of near vertices does not collapse into one. Ends of one open edge are never joined. A vertex is put
 * into the few edges that are nearest in one pass. Where more edges lie within reach of each other than a torn
 * surface has, as in a heap of needles, the work and the number of new facets are bounded and the rest is left.
 */
final class CrackJoin {

    private static final int PASSES = 6;

    /** Edges that a vertex is put into in one pass: a seam has one or two. */
    private static final int EDGES_AT_ONCE = 4;

    /** Corners put into edges, for each vertex that was open at first; torn models have less than one. */
    private static final int SPLITS_A_VERTEX = 4;

    /** Looks at an edge near a vertex, for a few seconds in all. */
    private static final long MOST_LOOKS = 20_000_000;

    private final double reach;
    private final BoundingBox box;
    private final double[] nearestDistance = new double[EDGES_AT_ONCE];
    private final int[] nearestEdge = new int[EDGES_AT_ONCE];
    private int nearCount;
    private long looks;
    private long mostSplits = -1;
    private long splits;
    private int moved;
    private double largest;
    private double nearest;
    private int nearestVertex;

    private CrackJoin(double reach, BoundingBox box) {
        this.reach = reach;
        this.box = box;
    }

    /**
     * What came of it.
     *
     * @param draft the joined surface
     * @param joined how many vertices were joined or put into an edge
     * @param largestMm the largest move
     * @param cutShort whether there was more to look at than is looked at
     */
    record Result(Draft draft, int joined, double largestMm, boolean cutShort) {}

    static Result join(Draft draft, double reach, BoundingBox box) {
        CrackJoin work = new CrackJoin(reach, box);
        Draft current = draft;
        for (int pass = 0; pass < PASSES; pass++) {
            int before = work.moved;
            current = FacetCleaning.of(work.joinVertices(current)).draft();
            current = FacetCleaning.of(work.splitEdges(current)).draft();
            if (work.moved == before || work.isSpent()) {
                break;
            }
        }
        return new Result(current, work.moved, work.largest, work.isSpent());
    }

    private boolean isSpent() {
        return looks > MOST_LOOKS || (mostSplits >= 0 && splits > mostSplits);
    }

    private Draft joinVertices(Draft draft) {
        FacetEdges edges = draft.edges();
        if (edges.openCount() == 0) {
            return draft;
        }
        OpenEdges open = new OpenEdges(draft, edges, box);
        double[] xyz = draft.xyz();
        int[] nearestOf = new int[open.vertices.length];
        Arrays.fill(nearestOf, -1);
        for (int i = 0; i < nearestOf.length && !isSpent(); i++) {
            int v = open.vertices[i];
            nearest = reach;
            nearestVertex = -1;
            open.around(v, reach, s -> {
                looks++;
                if (open.from(s) != v && open.to(s) != v) {
                    compare(xyz, v, open.from(s));
                    compare(xyz, v, open.to(s));
                }
            });
            nearestOf[i] = isNeighbour(open, v, nearestVertex) ? -1 : nearestVertex;
        }
        return applyJoins(draft, open.vertices, nearestOf);
    }

    private void compare(double[] xyz, int v, int other) {
        double d = Geometry.distance(xyz, v, other);
        if (d < nearest || (d == nearest && other < nearestVertex)) {
            nearest = d;
            nearestVertex = other;
        }
    }

    private boolean isNeighbour(OpenEdges open, int v, int other) {
        boolean[] found = {false};
        if (other >= 0) {
            open.around(v, reach, s -> {
                boolean along = open.from(s) == v && open.to(s) == other;
                found[0] |= along || (open.from(s) == other && open.to(s) == v);
            });
        }
        return found[0];
    }

    private Draft applyJoins(Draft draft, int[] vertices, int[] nearestOf) {
        DisjointSets sets = new DisjointSets(draft.vertexCount());
        int before = moved;
        for (int i = 0; i < vertices.length; i++) {
            int other = nearestOf[i];
            int at = other < 0 ? -1 : Arrays.binarySearch(vertices, other);
            if (at >= 0 && nearestOf[at] == vertices[i] && sets.union(vertices[i], other)) {
                moved++;
                largest = Math.max(largest, Geometry.distance(draft.xyz(), vertices[i], other));
            }
        }
        if (moved == before) {
            return draft;
        }
        return draft.withCorners(Arrays.stream(draft.corners()).map(sets::find).toArray());
    }

    /** Puts vertices into the open edges that pass them; one edge of a facet at a time. */
    private Draft splitEdges(Draft draft) {
        FacetEdges edges = draft.edges();
        if (edges.openCount() == 0) {
            return draft;
        }
        OpenEdges open = new OpenEdges(draft, edges, box);
        if (mostSplits < 0) {
            mostSplits = (long) SPLITS_A_VERTEX * open.vertices.length;
        }
        IntList[] onEdge = new IntList[open.halfEdges.length];
        for (int i = 0; i < open.vertices.length && !isSpent(); i++) {
            int v = open.vertices[i];
            nearCount = 0;
            open.around(v, reach, s -> compareEdge(draft, edges, open, v, s));
            for (int k = 0; k < nearCount; k++) {
                int s = nearestEdge[k];
                onEdge[s] = onEdge[s] == null ? new IntList() : onEdge[s];
                onEdge[s].add(v);
            }
        }
        IntList corners = new IntList();
        boolean[] replaced = new boolean[draft.facetCount()];
        for (int s = 0; s < onEdge.length; s++) {
            int facet = open.halfEdges[s] / 3;
            if (onEdge[s] != null && !replaced[facet] && splits <= mostSplits) {
                replaced[facet] = true;
                split(draft, open, s, onEdge[s], corners);
            }
        }
        for (int f = 0; f < replaced.length; f++) {
            for (int h = 3 * f; h < 3 * f + 3 && !replaced[f]; h++) {
                corners.add(draft.corners()[h]);
            }
        }
        return draft.withCorners(corners.toArray());
    }

    /** Keeps an open edge that passes a vertex within the reach among the nearest ones. */
    private void compareEdge(Draft draft, FacetEdges edges, OpenEdges open, int v, int s) {
        looks++;
        int a = open.from(s);
        int b = open.to(s);
        int apex = edges.from(FacetEdges.previous(open.halfEdges[s]));
        if (v == a || v == b || v == apex) {
            return;
        }
        double t = Geometry.footOnLine(draft.xyz(), v, a, b);
        double d = Geometry.distanceAt(draft.xyz(), v, a, b, t);
        if (!(t > 0 && t < 1 && d <= reach)) {
            return;
        }
        int at = nearCount;
        while (at > 0 && (d < nearestDistance[at - 1] || (d == nearestDistance[at - 1] && s < nearestEdge[at - 1]))) {
            at--;
        }
        if (at == EDGES_AT_ONCE) {
            return;
        }
        nearCount = Math.min(nearCount + 1, EDGES_AT_ONCE);
        for (int k = nearCount - 1; k > at; k--) {
            nearestDistance[k] = nearestDistance[k - 1];
            nearestEdge[k] = nearestEdge[k - 1];
        }
        nearestDistance[at] = d;
        nearestEdge[at] = s;
    }

    private void split(Draft draft, OpenEdges open, int s, IntList onEdge, IntList corners) {
        double[] xyz = draft.xyz();
        int a = open.from(s);
        int b = open.to(s);
        int apex = draft.corners()[FacetEdges.previous(open.halfEdges[s])];
        int[] sorted = IntStream.of(onEdge.toArray())
                .distinct()
                .boxed()
                .sorted(Comparator.comparingDouble((Integer v) -> Geometry.footOnLine(xyz, v, a, b))
                        .thenComparing(v -> v))
                .mapToInt(v -> v)
                .toArray();
        int from = a;
        for (int i = 0; i <= sorted.length; i++) {
            int to = i < sorted.length ? sorted[i] : b;
            corners.add(from);
            corners.add(to);
            corners.add(apex);
            from = to;
        }
        for (int v : sorted) {
            largest = Math.max(largest, Geometry.distanceAt(xyz, v, a, b, Geometry.footOnLine(xyz, v, a, b)));
        }
        moved += sorted.length;
        splits += sorted.length;
    }
}
