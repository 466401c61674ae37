package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;

/** Holes of any cross-section that are too narrow, blind or through. */
final class SmallHoleCheck implements PrintCheck {

    private final PartWidths parts;

    SmallHoleCheck(PartWidths parts) {
        this.parts = parts;
    }

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (!out.limits().has(Limit.HOLE)) {
            return;
        }
        Widths widths = parts.voids(model, out.limits());
        WidthFindings findings = new WidthFindings(model, widths, out);
        findings.report(
                FindingKind.SMALL_HOLE,
                Limit.HOLE,
                findings.below(Widths.Form.ROD, Limit.HOLE),
                widths.width,
                "Make the hole larger, or leave it out and drill it afterwards.");
    }
}
