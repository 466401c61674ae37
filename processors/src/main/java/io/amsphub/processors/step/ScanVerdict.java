package io.amsphub.processors.step;

import io.amsphub.mesh.inspect.Alignment;
import io.amsphub.mesh.inspect.ScanDeviation;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.scan.ClaimCheck;
import io.amsphub.processors.scan.ScanResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison proposes. A part passes when 99 % of the points are within the tolerance of its material: single
 * points off are dust and stray light. Nothing is proposed where the placement of the scan is in doubt, too little of
 * the surface was seen, or the scanner is no better than the tolerance asks for.
 */
final class ScanVerdict {

    /** A gauge is taken for good enough when it is ten times finer than the tolerance; a quarter is the least. */
    private static final double GAUGE_SHARE = 0.25;

    private ScanVerdict() {}

    static ScanResult of(ScanDeviation deviation, TriangleMesh design, ClaimCheck claim) {
        List<String> reasons = new ArrayList<>();
        for (Alignment.Doubt doubt : deviation.alignment().doubts()) {
            reasons.add(words(doubt, deviation));
        }
        Double accuracyUm = claim.accuracyUm();
        if (accuracyUm != null && accuracyUm / 1000 > GAUGE_SHARE * deviation.toleranceMm()) {
            reasons.add(text(
                    "the scanner may be wrong by %.3f mm, more than a quarter of the tolerance", accuracyUm / 1000));
        }
        boolean relied = reasons.isEmpty();
        boolean within = deviation.percentile99Mm() <= deviation.toleranceMm();
        reasons.add(text(
                "99 %% of %d points within %.3f mm, tolerance %.3f mm, farthest %.3f mm, RMS %.3f mm",
                deviation.measured(),
                deviation.percentile99Mm(),
                deviation.toleranceMm(),
                deviation.farthestMm(),
                deviation.rmsMm()));
        ScanResult.Verdict verdict =
                !relied ? ScanResult.Verdict.UNDECIDED : within ? ScanResult.Verdict.PASS : ScanResult.Verdict.FAIL;
        return result(verdict, reasons, deviation, design.boundingBox());
    }

    private static String words(Alignment.Doubt doubt, ScanDeviation deviation) {
        return switch (doubt) {
            case AMBIGUOUS ->
                text(
                        "the part is symmetric: %d placements fit alike",
                        deviation.alignment().placements());
            case NOT_FIXED -> "what was scanned leaves the part free to slide or turn";
            case POOR_FIT ->
                text(
                        "the scan does not fit the design, residual %.3f mm",
                        deviation.alignment().residualMm());
            case LOW_COVERAGE -> text("only %.0f %% of the surface were scanned", 100 * deviation.coverage());
            case FEW_POINTS -> text("there are only %d points", deviation.points());
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static ScanResult result(
            ScanResult.Verdict verdict, List<String> reasons, ScanDeviation deviation, BoundingBox box) {
        double[] scan = deviation.scanBox();
        return new ScanResult(
                verdict,
                reasons,
                deviation.points(),
                deviation.measured(),
                deviation.toleranceMm(),
                deviation.largestMm(),
                deviation.smallestMm(),
                deviation.meanMm(),
                deviation.rmsMm(),
                deviation.percentile95Mm(),
                deviation.percentile99Mm(),
                deviation.shareWithin(),
                deviation.coverage(),
                Arrays.stream(deviation.offsetsMm()).boxed().toList(),
                new SizeMm(scan[3] - scan[0], scan[4] - scan[1], scan[5] - scan[2]),
                new SizeMm(box.sizeX(), box.sizeY(), box.sizeZ()),
                deviation.alignment().method().name(),
                deviation.alignment().residualMm(),
                deviation.alignment().placements(),
                deviation.alignment().doubts().stream().map(Enum::name).toList());
    }
}
