package io.amsphub.mesh.check;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.LengthUnit;
import java.util.List;
import java.util.Locale;

/**
 * Doubts a size that no printed part has in millimetres: largest extent below 0.5 mm (a model in metres
 * or inches read as millimetres) or above 3 m (a model in microns). Never rescales.
 */
final class SizeCheck {

    private static final double SMALLEST_MM = 0.5;
    private static final double LARGEST_MM = 3000;

    private SizeCheck() {}

    static void report(BoundingBox box, LengthUnit unit, List<Finding> findings) {
        double extent = Math.max(box.sizeX(), Math.max(box.sizeY(), box.sizeZ()));
        boolean small = extent > 0 && extent < SMALLEST_MM;
        if (!small && !(extent > LARGEST_MM)) {
            return;
        }
        Severity severity = unit == LengthUnit.UNSPECIFIED ? Severity.DEGRADES : Severity.INFORMS;
        String note = small
                ? String.format(
                        Locale.ROOT,
                        "If the model is in metres it measures %.3g mm, in inches %.3g mm.",
                        extent * LengthUnit.METRE.millimetres(),
                        extent * LengthUnit.INCH.millimetres())
                : String.format(
                        Locale.ROOT,
                        "If the model is in microns it measures %.3g mm.",
                        extent * LengthUnit.MICRON.millimetres());
        findings.add(Finding.measured(FindingKind.UNIT_DOUBT, severity, 1, extent, "mm", Places.none())
                .withNote(note));
    }
}
