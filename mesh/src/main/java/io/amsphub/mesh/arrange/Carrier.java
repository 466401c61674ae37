package io.amsphub.mesh.arrange;

/**
 * The line that a constraint of a triangulation lies on: where the plane is cut by the plane of another
 * facet, or an edge of a facet in the plane.
 *
 * @param facet the facet that cuts, or the facet whose edge it is
 * @param from first vertex of the edge; -1 for a cut
 * @param to second vertex of the edge; -1 for a cut
 */
record Carrier(int facet, int from, int to) {

    static Carrier ofCut(int facet) {
        return new Carrier(facet, -1, -1);
    }

    boolean isEdge() {
        return from >= 0;
    }
}
