package io.amsphub.mesh.check;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.predicate.TurningFans;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.PairSearch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the facets that meet other than in shared vertices and edges. */
final class IntersectionCheck {

    private final PlaceList within;
    private final PlaceList between;
    private final byte[] componentHit;
    private final @Nullable FacetTree tree;
    private int facets;
    private boolean complete = true;

    IntersectionCheck(MeshAnalysis mesh, DetectionOptions options) {
        int limit = options.maxPlaces();
        within = new PlaceList(Places.Kind.FACET_PAIR, limit);
        between = new PlaceList(Places.Kind.FACET_PAIR, limit);
        componentHit = new byte[mesh.components.count()];
        BoundingBox box = mesh.box;
        if (box == null) {
            tree = null;
        } else {
            byte[] apart = TurningFans.of(mesh.xyz, mesh.edges);
            tree = mesh.facetTree(box);
            search(mesh, tree, apart, limit);
        }
    }

    private void search(MeshAnalysis mesh, FacetTree facetTree, byte[] apart, int limit) {
        byte[] hit = new byte[mesh.edges.facetCount()];
        PairSearch.Found<IntersectionSink> found =
                PairSearch.withinBudget(facetTree, i -> new IntersectionSink(mesh, apart, hit, componentHit, limit));
        complete = found.complete();
        for (IntersectionSink sink : found.sinks()) {
            within.addAll(sink.within);
            between.addAll(sink.between);
        }
        for (byte h : hit) {
            facets += h;
        }
    }

    void report(List<Finding> findings) {
        if (complete) {
            add(findings, FindingKind.SELF_INTERSECTION, within);
        } else {
            findings.add(
                    Finding.counted(FindingKind.SELF_INTERSECTION, Severity.BLOCKS, within.count(), within.places())
                            .withNote(DetectionReport.NOT_ALL_PAIRS));
        }
        add(findings, FindingKind.SHELL_INTERSECTION, between);
    }

    private static void add(List<Finding> findings, FindingKind kind, PlaceList pairs) {
        if (pairs.count() > 0) {
            findings.add(Finding.counted(kind, Severity.BLOCKS, pairs.count(), pairs.places()));
        }
    }

    /** Returns whether a component has a facet that meets one of another component. */
    boolean meetsOther(int component) {
        return componentHit[component] != 0;
    }

    /** Returns the tree over the facets that count and have an area. */
    FacetTree tree() {
        return Objects.requireNonNull(tree, "a mesh without facets has no tree");
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
