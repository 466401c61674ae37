package io.amsphub.mesh.correct;

import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.PairSearch;
import java.util.Arrays;

/** The facets of a draft that meet another other than in a shared vertex or edge, decided exactly. */
final class CrossingFacets {

    private final boolean[] crossing;
    private int count;

    private CrossingFacets(int facets) {
        crossing = new boolean[facets];
    }

    /** Marks facets; several tasks may mark the same one, which is the same mark. */
    private static final class Marks implements PairSearch.Sink {
        private final FacetPairs test;
        private final boolean[] crossing;

        Marks(FacetPairs test, boolean[] crossing) {
            this.test = test;
            this.crossing = crossing;
        }

        @Override
        public void pair(int facet, int other) {
            if (!(crossing[facet] && crossing[other]) && test.meet(facet, other)) {
                crossing[facet] = true;
                crossing[other] = true;
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
        PairSearch.within(tree, i -> new Marks(new FacetPairs(xyz, corners), result.crossing));
        for (boolean marked : result.crossing) {
            result.count += marked ? 1 : 0;
        }
        return result;
    }

    boolean contains(int facet) {
        return crossing[facet];
    }

    int count() {
        return count;
    }
}
