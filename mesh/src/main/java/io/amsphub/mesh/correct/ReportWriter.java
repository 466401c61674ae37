package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.measure.SurfaceDeviation;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measures what a correction changed and says whether a person has to decide. */
final class ReportWriter {

    /** Share of the diagonal that a surface may move before a person decides, when nothing else is said. */
    private static final double DEVIATION = 1e-3;

    private final CorrectionOptions options;
    private final List<String> reasons;
    private final List<CorrectionStep> steps;

    ReportWriter(CorrectionOptions options, List<String> reasons, List<CorrectionStep> steps) {
        this.options = options;
        this.reasons = new ArrayList<>(reasons);
        this.steps = steps;
    }

    static CorrectionResult unchanged(TriangleMesh mesh, DetectionReport before) {
        return givenUp(mesh, before, List.of());
    }

    /** Reports that the mesh is left as it is. */
    static CorrectionResult givenUp(TriangleMesh mesh, DetectionReport before, List<String> reasons) {
        List<String> all = new ArrayList<>(reasons);
        if (!before.solid()) {
            all.add(left(before));
        }
        CorrectionReport report = new CorrectionReport(
                before.measures(),
                before.measures(),
                false,
                before.solid(),
                List.of(),
                before.findings(),
                0,
                0,
                SurfaceDeviation.between(mesh, mesh),
                0,
                MeshFormat.STL,
                !all.isEmpty(),
                all);
        return new CorrectionResult(mesh, report);
    }

    CorrectionResult write(
            TriangleMesh mesh, DetectionReport before, TriangleMesh result, ReadBack back, BoundingBox box) {
        MeshMeasures old = before.measures();
        MeshMeasures now = back.report().measures();
        SurfaceDeviation deviation = SurfaceDeviation.between(mesh, result);
        double allowed = options.maxDeviationMm() > 0 ? options.maxDeviationMm() : DEVIATION * box.diagonal();
        if (deviation.largestMm() > allowed) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The surface moved by up to %.4g mm, more than the %.4g mm allowed.",
                    deviation.largestMm(),
                    allowed));
        }
        if (!back.report().solid()) {
            reasons.add(left(back.report()));
        } else if (back.format() != MeshFormat.STL) {
            reasons.add("The result is sound as 3MF only: rounded to the single precision of STL, facets meet.");
        }
        CorrectionReport report = new CorrectionReport(
                old,
                now,
                true,
                back.report().solid(),
                steps,
                back.report().findings(),
                now.volumeMm3() - old.volumeMm3(),
                now.areaMm2() - old.areaMm2(),
                deviation,
                boxChange(old, now),
                back.format(),
                !reasons.isEmpty(),
                reasons);
        return new CorrectionResult(result, report);
    }

    private static String left(DetectionReport report) {
        return report.blocking().stream()
                .map(Finding::kind)
                .map(kind -> kind.title())
                .distinct()
                .collect(Collectors.joining(", ", "What is left blocks printing: ", "; a wrap would be watertight."));
    }

    private static double boxChange(MeshMeasures old, MeshMeasures now) {
        BoundingBox a = old.boundingBox();
        BoundingBox b = now.boundingBox();
        if (a == null || b == null) {
            return Double.POSITIVE_INFINITY;
        }
        double most = 0;
        most = Math.max(most, Math.max(Math.abs(a.minX() - b.minX()), Math.abs(a.maxX() - b.maxX())));
        most = Math.max(most, Math.max(Math.abs(a.minY() - b.minY()), Math.abs(a.maxY() - b.maxY())));
        return Math.max(most, Math.max(Math.abs(a.minZ() - b.minZ()), Math.abs(a.maxZ() - b.maxZ())));
    }
}
