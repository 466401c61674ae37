package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.topology.IntList;

/** Raised strokes and grooves, such as lettering, that are too narrow, or wide enough but too low. */
final class SmallDetailCheck implements PrintCheck {

    private final PartWidths parts;

    SmallDetailCheck(PartWidths parts) {
        this.parts = parts;
    }

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (out.limits().has(Limit.TEXT_STROKE)) {
            report(
                    model,
                    parts.material(model, out.limits()),
                    out,
                    "Make the raised strokes wider and higher, or the lettering larger.");
            report(
                    model,
                    parts.voids(model, out.limits()),
                    out,
                    "Make the grooves wider and deeper, or the lettering larger.");
        }
    }

    private static void report(PrintModel model, Widths widths, Judgements out, String remedy) {
        WidthFindings findings = new WidthFindings(model, widths, out);
        IntList narrow = findings.below(Widths.Form.RELIEF, Limit.TEXT_STROKE);
        findings.report(FindingKind.SMALL_DETAIL, Limit.TEXT_STROKE, narrow, widths.width, remedy);
        double least = out.limits().value(Limit.TEXT_DEPTH) - findings.tolerance();
        IntList low = new IntList();
        for (int i = 0; i < widths.points.count(); i++) {
            if (widths.form[i] == Widths.Form.RELIEF && widths.relief[i] < least) {
                low.add(i);
            }
        }
        findings.report(FindingKind.SMALL_DETAIL, Limit.TEXT_DEPTH, low, widths.relief, remedy);
    }
}
