package io.amsphub.mesh.check;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.PairSearch;
import java.util.List;

/** Finds the facets that meet other than in shared vertices and edges. */
final class IntersectionCheck {

    private final PlaceList within;
    private final PlaceList between;
    private int facets;

    IntersectionCheck(MeshAnalysis mesh, DetectionOptions options) {
        int limit = options.maxPlaces();
        within = new PlaceList(Places.Kind.FACET_PAIR, limit);
        between = new PlaceList(Places.Kind.FACET_PAIR, limit);
        BoundingBox box = mesh.box;
        if (box != null) {
            search(mesh, box, limit);
        }
    }

    private void search(MeshAnalysis mesh, BoundingBox box, int limit) {
        int[] candidates = mesh.facetsWithArea();
        FacetTree tree = FacetTree.of(mesh.xyz, mesh.edges.corners(), candidates, box);
        byte[] hit = new byte[mesh.edges.facetCount()];
        List<IntersectionSink> sinks = PairSearch.within(tree, i -> new IntersectionSink(mesh, hit, limit));
        for (IntersectionSink sink : sinks) {
            within.addAll(sink.within);
            between.addAll(sink.between);
        }
        for (byte h : hit) {
            facets += h;
        }
    }

    void report(List<Finding> findings) {
        add(findings, FindingKind.SELF_INTERSECTION, within);
        add(findings, FindingKind.SHELL_INTERSECTION, between);
    }

    private static void add(List<Finding> findings, FindingKind kind, PlaceList pairs) {
        if (pairs.count() > 0) {
            findings.add(Finding.counted(kind, Severity.BLOCKS, pairs.count(), pairs.places()));
        }
    }

    long pairs() {
        return within.count() + between.count();
    }

    long pairsWithin() {
        return within.count();
    }

    int facets() {
        return facets;
    }
}
