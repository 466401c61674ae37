package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.OpenLoops;
import java.util.ArrayList;
import java.util.List;

/**
 * Repairs a mesh without guessing: what was not broken is not moved, and what was done is reported.
 *
 * <p>A mesh without defects comes back as the same object. The result is detected again, and the
 * report says what is left. Same input, same output.
 */
public final class MeshCorrection {

    private final CorrectionOptions options;
    private final List<CorrectionStep> steps = new ArrayList<>();

    private MeshCorrection(CorrectionOptions options) {
        this.options = options;
    }

    /** Repairs a mesh with the default options. */
    public static CorrectionResult correct(TriangleMesh mesh) {
        return correct(mesh, CorrectionOptions.defaults());
    }

    /** Repairs a mesh. Returns a report in every case; a mesh that cannot be repaired says so there. */
    public static CorrectionResult correct(TriangleMesh mesh, CorrectionOptions options) {
        DetectionReport before = MeshDetection.detect(mesh);
        if (isSound(before)) {
            return unchanged(mesh, before);
        }
        return new MeshCorrection(options).repair(mesh, before);
    }

    private static boolean isSound(DetectionReport report) {
        return report.findings().stream()
                .allMatch(finding ->
                        finding.severity() == Severity.INFORMS || finding.kind() == FindingKind.NON_MANIFOLD_VERTEX);
    }

    private static CorrectionResult unchanged(TriangleMesh mesh, DetectionReport before) {
        CorrectionReport report = new CorrectionReport(
                before.measures(),
                before.measures(),
                false,
                before.solid(),
                List.of(),
                before.findings(),
                0,
                0,
                0,
                0,
                false,
                List.of());
        return new CorrectionResult(mesh, report);
    }

    private CorrectionResult repair(TriangleMesh mesh, DetectionReport before) {
        Draft draft = clean(Draft.of(mesh), mesh);
        draft = orient(draft);
        if (options.fillHoles()) {
            draft = fillHoles(draft);
        }
        draft = turnOutward(draft);
        TriangleMesh result = draft.toMesh();
        DetectionReport after = MeshDetection.detect(result);
        MeshMeasures old = before.measures();
        MeshMeasures now = after.measures();
        List<String> reasons =
                after.solid() ? List.of() : List.of("The result still has findings that block printing.");
        CorrectionReport report = new CorrectionReport(
                old,
                now,
                true,
                after.solid(),
                steps,
                after.findings(),
                now.volumeMm3() - old.volumeMm3(),
                now.areaMm2() - old.areaMm2(),
                Double.NaN,
                0,
                !reasons.isEmpty(),
                reasons);
        return new CorrectionResult(result, report);
    }

    private void step(CorrectionStep.Kind kind, long count) {
        if (count > 0) {
            steps.add(CorrectionStep.counted(kind, count));
        }
    }

    private Draft clean(Draft draft, TriangleMesh mesh) {
        step(CorrectionStep.Kind.WELD, mesh.pointCount() - draft.vertexCount());
        FacetEdges edges = draft.edges();
        int degenerate = edges.countOf(FacetEdges.DEGENERATE);
        int duplicate = edges.countOf(FacetEdges.DUPLICATE) + edges.countOf(FacetEdges.DUPLICATE_OPPOSITE);
        step(CorrectionStep.Kind.DROP_DEGENERATE, degenerate);
        step(CorrectionStep.Kind.DROP_DUPLICATE, duplicate);
        if (degenerate + duplicate == 0) {
            return draft;
        }
        IntList kept = new IntList();
        for (int f = 0; f < draft.facetCount(); f++) {
            if (edges.isKept(f)) {
                for (int h = 3 * f; h < 3 * f + 3; h++) {
                    kept.add(draft.corners()[h]);
                }
            }
        }
        return draft.withCorners(kept.toArray());
    }

    private Draft orient(Draft draft) {
        PatchOrientation orientation = PatchOrientation.of(draft, draft.edges());
        step(CorrectionStep.Kind.ORIENT, orientation.turned());
        return orientation.turned() == 0 ? draft : orientation.apply();
    }

    private Draft fillHoles(Draft draft) {
        IntList corners = new IntList();
        for (int v : draft.corners()) {
            corners.add(v);
        }
        int filled = 0;
        for (int[] loop : OpenLoops.of(draft.edges())) {
            if (loop.length >= 3 && loop.length <= HoleTriangulation.LONGEST) {
                for (int v : HoleTriangulation.of(draft.xyz(), loop)) {
                    corners.add(v);
                }
                filled++;
            }
        }
        step(CorrectionStep.Kind.FILL_HOLES, filled);
        return filled == 0 ? draft : draft.withCorners(corners.toArray());
    }

    private Draft turnOutward(Draft draft) {
        if (draft.facetCount() == 0) {
            return draft;
        }
        FacetEdges edges = draft.edges();
        Components components = Components.of(edges);
        ShellSums sums =
                ShellSums.of(draft.xyz(), edges, components, draft.toMesh().boundingBox());
        int[] corners = draft.corners().clone();
        int inverted = 0;
        for (int c = 0; c < components.count(); c++) {
            inverted += sums.openEdges()[c] == 0 && sums.volumes()[c] < 0 ? 1 : 0;
        }
        for (int f = 0; f < draft.facetCount(); f++) {
            int c = components.of()[f];
            if (c >= 0 && sums.openEdges()[c] == 0 && sums.volumes()[c] < 0) {
                corners[3 * f + 1] = draft.corners()[3 * f + 2];
                corners[3 * f + 2] = draft.corners()[3 * f + 1];
            }
        }
        step(CorrectionStep.Kind.INVERT, inverted);
        return inverted == 0 ? draft : draft.withCorners(corners);
    }
}
