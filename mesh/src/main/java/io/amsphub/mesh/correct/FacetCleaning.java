package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;

/**
 * Drops facets with a repeated corner, and facets that repeat an earlier one in either winding: the same
 * facets that detection leaves out of its counts.
 *
 * @param draft the facets that stay
 * @param degenerate how many had a repeated corner
 * @param duplicate how many repeated another
 */
record FacetCleaning(Draft draft, int degenerate, int duplicate) {

    static FacetCleaning of(Draft draft) {
        FacetEdges edges = draft.edges();
        int degenerate = edges.countOf(FacetEdges.DEGENERATE);
        int duplicate = edges.countOf(FacetEdges.DUPLICATE) + edges.countOf(FacetEdges.DUPLICATE_OPPOSITE);
        if (degenerate + duplicate == 0) {
            return new FacetCleaning(draft, 0, 0);
        }
        IntList kept = new IntList();
        for (int f = 0; f < draft.facetCount(); f++) {
            if (edges.isKept(f)) {
                for (int h = 3 * f; h < 3 * f + 3; h++) {
                    kept.add(draft.corners()[h]);
                }
            }
        }
        return new FacetCleaning(draft.withCorners(kept.toArray()), degenerate, duplicate);
    }
}
