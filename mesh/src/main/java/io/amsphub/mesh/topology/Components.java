package io.amsphub.mesh.topology;

/**
 * Sets of facets connected over edges, those with more than two facets included; facets that only
 * share a vertex are apart. Numbered by their first facet. 4 bytes a facet.
 */
public final class Components {

    private final int[] of;
    private final int count;

    private Components(int[] of, int count) {
        this.of = of;
        this.count = count;
    }

    /** Finds the components of the facets that count. */
    public static Components of(FacetEdges edges) {
        int[] mate = edges.mate();
        int facets = edges.facetCount();
        DisjointSets sets = new DisjointSets(facets);
        for (int h = 0; h < mate.length; h++) {
            if (mate[h] > h) {
                sets.union(h / 3, mate[h] / 3);
            }
        }
        for (int i = 0; i < edges.crowdCount(); i++) {
            int[] crowd = edges.crowd(i);
            for (int k = 1; k < crowd.length; k++) {
                sets.union(crowd[0] / 3, crowd[k] / 3);
            }
        }
        int[] of = new int[facets];
        int count = 0;
        for (int f = 0; f < facets; f++) {
            if (!edges.isKept(f)) {
                of[f] = -1;
            } else {
                int root = sets.find(f);
                of[f] = root == f ? count++ : of[root];
            }
        }
        return new Components(of, count);
    }

    /** Returns the component of each facet, -1 for facets that do not count; not a copy. */
    public int[] of() {
        return of;
    }

    /** Returns the number of components. */
    public int count() {
        return count;
    }
}
