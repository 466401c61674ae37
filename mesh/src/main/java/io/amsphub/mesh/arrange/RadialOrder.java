package io.amsphub.mesh.arrange;

import io.amsphub.mesh.topology.FacetEdges;
import java.util.ArrayList;
import java.util.List;

/** Sorts the pieces around an edge by angle, exactly: by the side of one piece's plane on which the next one's corner lies. */
final class RadialOrder {

    private final FacetEdges edges;
    private final ExactPoints points;
    private final Contacts contacts;
    private final SubFacets pieces;
    private int from;

    RadialOrder(FacetEdges edges, ExactPoints points, Contacts contacts, SubFacets pieces) {
        this.edges = edges;
        this.points = points;
        this.contacts = contacts;
        this.pieces = pieces;
    }

    /**
     * Sorts half-edges of one edge.
     *
     * @param crowd the half-edges of all pieces at the edge
     * @return them counter-clockwise about the direction of the first, which stays first
     */
    int[] sorted(int[] crowd) {
        from = edges.from(crowd[0]);
        int first = crowd[0];
        List<Integer> left = new ArrayList<>();
        List<Integer> opposite = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int i = 1; i < crowd.length; i++) {
            int side = side(first, crowd[i]);
            (side > 0 ? left : side == 0 ? opposite : right).add(crowd[i]);
        }
        left.sort((h, g) -> -side(h, g));
        right.sort((h, g) -> -side(h, g));
        int[] sorted = new int[crowd.length];
        int at = 0;
        sorted[at++] = first;
        for (List<Integer> part : List.of(left, opposite, right)) {
            for (int h : part) {
                sorted[at++] = h;
            }
        }
        return sorted;
    }

    /** Returns whether a half-edge runs in the direction of the first one of the last sort. */
    boolean isAlong(int halfEdge) {
        return edges.from(halfEdge) == from;
    }

    /** The side of the half-plane of h on which the piece of g lies, 1 for counter-clockwise. */
    private int side(int h, int g) {
        int apex = edges.corners()[FacetEdges.previous(g)];
        int side = points.side(contacts.plane(pieces.plane.get(h / 3)), apex);
        return isAlong(h) ? side : -side;
    }
}
