package io.amsphub.mesh.check;

import io.amsphub.mesh.topology.FacetEdges;
import java.util.List;

/** Findings that follow from which facets share which points and edges. */
final class TopologyCheck {

    private final MeshAnalysis mesh;
    private final int limit;
    private final List<Finding> findings;

    TopologyCheck(MeshAnalysis mesh, DetectionOptions options, List<Finding> findings) {
        this.mesh = mesh;
        this.limit = options.maxPlaces();
        this.findings = findings;
    }

    void run() {
        if (mesh.mesh.facetCount() == 0) {
            report(FindingKind.EMPTY, Severity.BLOCKS, 1, Places.none());
            return;
        }
        facets();
        points();
        edges();
        vertices();
    }

    private void report(FindingKind kind, Severity severity, long count, Places places) {
        if (count > 0) {
            findings.add(Finding.counted(kind, severity, count, places));
        }
    }

    private void facets() {
        PlaceList degenerate = new PlaceList(Places.Kind.FACET, limit);
        PlaceList duplicate = new PlaceList(Places.Kind.FACET, limit);
        byte[] state = mesh.edges.state();
        for (int f = 0; f < state.length; f++) {
            if (state[f] == FacetEdges.DEGENERATE) {
                degenerate.add(mesh.facetOf(f));
            } else if (state[f] != FacetEdges.KEPT) {
                duplicate.add(mesh.facetOf(f));
            }
        }
        PlaceList collinear = new PlaceList(Places.Kind.FACET, limit);
        for (int f : mesh.collinear) {
            collinear.add(mesh.facetOf(f));
        }
        report(FindingKind.DEGENERATE_FACET, Severity.DEGRADES, degenerate.count(), degenerate.places());
        report(FindingKind.COLLINEAR_FACET, Severity.DEGRADES, collinear.count(), collinear.places());
        report(FindingKind.DUPLICATE_FACET, Severity.DEGRADES, duplicate.count(), duplicate.places());
    }

    private void points() {
        if (mesh.weld.isIdentity()) {
            return;
        }
        int[] vertexOf = mesh.weld.vertexOf();
        int[] firstPoint = mesh.weld.firstPoint();
        PlaceList repeated = new PlaceList(Places.Kind.POINT, limit);
        for (int p = 0; p < vertexOf.length; p++) {
            if (firstPoint[vertexOf[p]] != p) {
                repeated.add(p);
            }
        }
        report(FindingKind.UNWELDED_POINT, Severity.INFORMS, repeated.count(), repeated.places());
    }

    private void edges() {
        FacetEdges edges = mesh.edges;
        int[] mate = edges.mate();
        PlaceList open = new PlaceList(Places.Kind.EDGE, limit);
        PlaceList inconsistent = new PlaceList(Places.Kind.EDGE, limit);
        double length = 0;
        for (int h = 0; h < mate.length; h++) {
            if (!edges.isKept(h / 3)) {
                continue;
            }
            if (mate[h] == FacetEdges.OPEN) {
                addEdge(open, h);
                length += length(h);
            } else if (mate[h] > h && edges.from(mate[h]) == edges.from(h)) {
                addEdge(inconsistent, h);
            }
        }
        PlaceList crowded = new PlaceList(Places.Kind.EDGE, limit);
        for (int i = 0; i < edges.crowdCount(); i++) {
            addEdge(crowded, edges.crowd(i)[0]);
        }
        if (open.count() > 0) {
            findings.add(Finding.measured(
                    FindingKind.OPEN_EDGE, Severity.BLOCKS, open.count(), length, "mm", open.places()));
        }
        report(FindingKind.NON_MANIFOLD_EDGE, Severity.BLOCKS, crowded.count(), crowded.places());
        report(FindingKind.INCONSISTENT_WINDING, Severity.BLOCKS, inconsistent.count(), inconsistent.places());
    }

    private void addEdge(PlaceList list, int halfEdge) {
        list.add(mesh.pointOf(mesh.edges.from(halfEdge)), mesh.pointOf(mesh.edges.to(halfEdge)));
    }

    private double length(int halfEdge) {
        int a = 3 * mesh.edges.from(halfEdge);
        int b = 3 * mesh.edges.to(halfEdge);
        double dx = mesh.xyz[a] - mesh.xyz[b];
        double dy = mesh.xyz[a + 1] - mesh.xyz[b + 1];
        double dz = mesh.xyz[a + 2] - mesh.xyz[b + 2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    private void vertices() {
        PlaceList split = new PlaceList(Places.Kind.POINT, limit);
        for (int v : mesh.fans.nonManifold()) {
            split.add(mesh.pointOf(v));
        }
        report(FindingKind.NON_MANIFOLD_VERTEX, Severity.DEGRADES, split.count(), split.places());
        int unused = mesh.weld.vertexCount() - mesh.fans.usedVertices();
        report(FindingKind.UNUSED_POINT, Severity.INFORMS, unused, Places.none());
    }
}
