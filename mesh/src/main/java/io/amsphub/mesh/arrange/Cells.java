package io.amsphub.mesh.arrange;

import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.FacetEdges;
import java.util.Arrays;

/**
 * The regions into which the pieces cut space, and how often each operand winds around each region.
 *
 * <p>Side 2p of piece p is the one that its normal points to, side 2p+1 the other. Sides that face the
 * same region next to an edge are joined; around an edge with many pieces in their order by angle.
 */
final class Cells {

    private final SubFacets pieces;
    private final FacetEdges edges;
    private final DisjointSets sides;
    private final int[] winding;
    private final boolean[] known;
    private int contradictions;

    private Cells(SubFacets pieces, FacetEdges edges) {
        this.pieces = pieces;
        this.edges = edges;
        this.sides = new DisjointSets(2 * pieces.size());
        this.winding = new int[2 * SubFacets.OPERANDS * pieces.size()];
        this.known = new boolean[2 * pieces.size()];
    }

    static Cells of(SubFacets pieces, FacetEdges edges, ExactPoints points, Contacts contacts, AnchorRays rays) {
        Cells cells = new Cells(pieces, edges);
        cells.joinSides(new RadialOrder(edges, points, contacts, pieces));
        cells.spreadWinding(rays);
        return cells;
    }

    private void joinSides(RadialOrder order) {
        int[] mate = edges.mate();
        for (int h = 0; h < mate.length; h++) {
            int m = mate[h];
            if (m == FacetEdges.OPEN) {
                sides.union(front(h), back(h));
            } else if (m > h) {
                boolean agree = edges.from(m) != edges.from(h);
                sides.union(front(h), agree ? front(m) : back(m));
                sides.union(back(h), agree ? back(m) : front(m));
            }
        }
        for (int i = 0; i < edges.crowdCount(); i++) {
            int[] around = order.sorted(edges.crowd(i));
            for (int k = 0; k < around.length; k++) {
                int h = around[k];
                int g = around[(k + 1) % around.length];
                sides.union(order.isAlong(h) ? front(h) : back(h), order.isAlong(g) ? back(g) : front(g));
            }
        }
    }

    private static int front(int halfEdge) {
        return 2 * (halfEdge / 3);
    }

    private static int back(int halfEdge) {
        return 2 * (halfEdge / 3) + 1;
    }

    private void spreadWinding(AnchorRays rays) {
        int[] of = Components.of(edges).of();
        int components = Arrays.stream(of).max().orElse(-1) + 1;
        int[] start = new int[2 * pieces.size() + 1];
        int[] bySide = bySide(start);
        int[] anchors = rays.anchors(of, components);
        for (int component = 0; component < components; component++) {
            if (anchors[component] >= 0) {
                spread(rays, anchors[component], start, bySide);
            }
        }
    }

    /** Groups the sides by their region, so that a walk finds the pieces around a region. */
    private int[] bySide(int[] start) {
        int n = 2 * pieces.size();
        for (int s = 0; s < n; s++) {
            start[sides.find(s) + 1]++;
        }
        for (int s = 0; s < n; s++) {
            start[s + 1] += start[s];
        }
        int[] fill = Arrays.copyOf(start, n);
        int[] bySide = new int[n];
        for (int s = 0; s < n; s++) {
            bySide[fill[sides.find(s)]++] = s;
        }
        return bySide;
    }

    private void spread(AnchorRays rays, int anchor, int[] start, int[] bySide) {
        int[] seed = rays.windingBefore(anchor);
        if (seed == null) {
            return;
        }
        int facing = rays.facesBack(anchor) ? 2 * anchor : 2 * anchor + 1;
        int root = sides.find(facing);
        int[] queue = new int[16];
        int size = 0;
        set(root, seed[0], seed[1]);
        queue[size++] = root;
        for (int i = 0; i < size; i++) {
            int region = queue[i];
            for (int k = start[region]; k < start[region + 1]; k++) {
                int side = bySide[k];
                int other = sides.find(side ^ 1);
                int sign = (side & 1) == 0 ? 1 : -1;
                int first = winding[2 * region] + sign * pieces.weight(side / 2, 0);
                int second = winding[2 * region + 1] + sign * pieces.weight(side / 2, 1);
                if (!known[other]) {
                    set(other, first, second);
                    if (size == queue.length) {
                        queue = Arrays.copyOf(queue, 2 * size);
                    }
                    queue[size++] = other;
                } else if (winding[2 * other] != first || winding[2 * other + 1] != second) {
                    contradictions++;
                }
            }
        }
    }

    private void set(int region, int first, int second) {
        known[region] = true;
        winding[2 * region] = first;
        winding[2 * region + 1] = second;
    }

    /** Returns the winding number of an operand around the region that a side faces. */
    int winding(int side, int operand) {
        return winding[2 * sides.find(side) + operand];
    }

    /** Returns how many times a walk around came to another number: 0 when all operands are closed. */
    int contradictions() {
        return contradictions;
    }
}
