package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;

/** Slots between surfaces that are too narrow. */
final class ThinGapCheck implements PrintCheck {

    private final PartWidths parts;

    ThinGapCheck(PartWidths parts) {
        this.parts = parts;
    }

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (!out.limits().has(Limit.GAP)) {
            return;
        }
        Widths widths = parts.voids(model, out.limits());
        WidthFindings findings = new WidthFindings(model, widths, out);
        findings.report(
                FindingKind.THIN_GAP,
                Limit.GAP,
                findings.below(Widths.Form.PLATE, Limit.GAP),
                widths.width,
                "Move the surfaces apart to at least the limit, or close the gap.");
    }
}
