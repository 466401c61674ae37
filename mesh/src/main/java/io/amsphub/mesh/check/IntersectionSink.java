package io.amsphub.mesh.check;

import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.spatial.PairSearch;

/** Counts the facet pairs that meet, in one task of the search. */
final class IntersectionSink implements PairSearch.Sink {

    private final MeshAnalysis mesh;
    private final FacetPairs pairs;
    private final int[] componentOf;
    private final byte[] hit;
    private final byte[] componentHit;
    final PlaceList within;
    final PlaceList between;

    /**
     * Makes a sink.
     *
     * @param apart vertices whose facets are known to be apart
     * @param hit a byte for each facet, shared by all sinks; set to 1 for a facet that meets another, by
     *     whichever task comes first
     * @param componentHit likewise for components that meet another component
     */
    IntersectionSink(MeshAnalysis mesh, byte[] apart, byte[] hit, byte[] componentHit, int limit) {
        this.mesh = mesh;
        this.pairs = new FacetPairs(mesh.xyz, mesh.edges.corners(), apart);
        this.componentOf = mesh.components.of();
        this.hit = hit;
        this.componentHit = componentHit;
        this.within = new PlaceList(Places.Kind.FACET_PAIR, limit);
        this.between = new PlaceList(Places.Kind.FACET_PAIR, limit);
    }

    @Override
    public long work() {
        return pairs.work();
    }

    @Override
    public void pair(int facet, int other) {
        if (pairs.meet(facet, other)) {
            hit[facet] = 1;
            hit[other] = 1;
            if (componentOf[facet] == componentOf[other]) {
                within.add(mesh.facetOf(facet), mesh.facetOf(other));
            } else {
                componentHit[componentOf[facet]] = 1;
                componentHit[componentOf[other]] = 1;
                between.add(mesh.facetOf(facet), mesh.facetOf(other));
            }
        }
    }
}
