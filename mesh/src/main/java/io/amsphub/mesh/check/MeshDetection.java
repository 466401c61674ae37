package io.amsphub.mesh.check;

import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.FacetEdges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what is wrong with a mesh.
 *
 * <p>Never changes the mesh, never throws on one, and does not stop at the first defect. The result
 * does not depend on the number of threads. Uses the common pool.
 */
public final class MeshDetection {

    private MeshDetection() {}

    /** Examines a mesh with the default options. */
    public static DetectionReport detect(TriangleMesh mesh) {
        return detect(mesh, DetectionOptions.defaults());
    }

    /** Examines a mesh. */
    public static DetectionReport detect(TriangleMesh mesh, DetectionOptions options) {
        MeshAnalysis analysis = new MeshAnalysis(mesh);
        List<Finding> findings = new ArrayList<>();
        new TopologyCheck(analysis, options, findings).run();
        IntersectionCheck intersections = new IntersectionCheck(analysis, options);
        intersections.report(findings);
        List<Shell> shells = List.of();
        List<Hole> holes = List.of();
        BoundingBox box = analysis.box;
        ShellSums sums = analysis.sums;
        if (box != null && sums != null) {
            int limit = options.maxPlaces();
            Tolerance tolerance = Tolerance.of(box);
            ShellCheck shellCheck = new ShellCheck(analysis, sums, tolerance, intersections);
            shellCheck.report(findings, limit);
            shells = shellCheck.shells(limit);
            HoleCheck holeCheck = new HoleCheck(analysis, limit);
            holeCheck.report(findings);
            holes = holeCheck.holes();
            new CrackCheck(analysis, box, tolerance, limit).report(findings);
            new ShapeCheck(analysis, tolerance, limit).report(findings);
            SizeCheck.report(box, mesh.sourceUnit(), findings);
            if (options.buildVolume() != null) {
                FitCheck.report(analysis, options.buildVolume(), findings);
            }
            if (shellCheck.isNotASolid()) {
                findings.add(Finding.counted(FindingKind.NOT_A_SOLID, Severity.BLOCKS, 1, Places.none()));
            }
        }
        findings.sort(Comparator.comparing(Finding::kind));
        return new DetectionReport(measures(analysis, intersections), findings, shells, holes);
    }

    private static MeshMeasures measures(MeshAnalysis mesh, IntersectionCheck intersections) {
        FacetEdges edges = mesh.edges;
        int degenerate = edges.countOf(FacetEdges.DEGENERATE);
        int opposite = edges.countOf(FacetEdges.DUPLICATE_OPPOSITE);
        int duplicate = edges.countOf(FacetEdges.DUPLICATE) + opposite;
        int kept = edges.facetCount() - degenerate - duplicate;
        ShellSums sums = mesh.sums;
        int open = 0;
        int inverted = 0;
        for (int c = 0; sums != null && c < mesh.components.count(); c++) {
            open += sums.openEdges()[c] > 0 ? 1 : 0;
            inverted += sums.openEdges()[c] == 0 && sums.volumes()[c] < 0 ? 1 : 0;
        }
        return new MeshMeasures(
                mesh.mesh.facetCount(),
                mesh.mesh.pointCount(),
                mesh.weld.vertexCount(),
                mesh.fans.usedVertices(),
                edges.edgeCount(),
                degenerate,
                mesh.collinear.length,
                duplicate,
                opposite,
                edges.openCount(),
                edges.crowdCount(),
                edges.inconsistentCount(),
                mesh.fans.nonManifold().length,
                mesh.components.count(),
                open,
                inverted,
                mesh.fans.usedVertices() - edges.edgeCount() + kept,
                intersections.pairs(),
                intersections.pairsWithin(),
                intersections.facets(),
                sums == null ? 0 : sums.totalVolume(),
                sums == null ? 0 : sums.totalArea(),
                mesh.box);
    }
}
