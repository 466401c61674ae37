package io.amsphub.mesh.correct;

import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.PairSearch;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;

/** The facets of a draft that meet another other than in a shared vertex or edge, decided exactly. */
final class CrossingFacets {

    private final boolean[] crossing;
    private int count;

    private CrossingFacets(int facets) {
        crossing = new boolean[facets];
    }

    private static final class Pairs implements PairSearch.Sink {
        private final FacetPairs test;
        private final IntList met = new IntList();

        Pairs(FacetPairs test) {
            this.test = test;
        }

        @Override
        public void pair(int facet, int other) {
            if (test.meet(facet, other)) {
                met.add(facet);
                met.add(other);
            }
        }
    }

    static CrossingFacets of(Draft draft) {
        CrossingFacets result = new CrossingFacets(draft.facetCount());
        if (draft.facetCount() == 0) {
            return result;
        }
        double[] xyz = draft.xyz();
        int[] corners = draft.corners();
        Orientation orientation = new Orientation();
        int[] withArea = new int[draft.facetCount()];
        int n = 0;
        for (int f = 0; f < withArea.length; f++) {
            if (!orientation.collinear(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2])) {
                withArea[n++] = f;
            }
        }
        FacetTree tree = FacetTree.of(
                xyz, corners, Arrays.copyOf(withArea, n), draft.toMesh().boundingBox());
        for (Pairs pairs : PairSearch.within(tree, i -> new Pairs(new FacetPairs(xyz, corners)))) {
            for (int i = 0; i < pairs.met.size(); i++) {
                result.mark(pairs.met.get(i));
            }
        }
        return result;
    }

    private void mark(int facet) {
        count += crossing[facet] ? 0 : 1;
        crossing[facet] = true;
    }

    boolean contains(int facet) {
        return crossing[facet];
    }

    int count() {
        return count;
    }
}
