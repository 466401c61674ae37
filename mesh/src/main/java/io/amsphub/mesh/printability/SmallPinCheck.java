package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;

/** Rods of any cross-section that are too thin. */
final class SmallPinCheck implements PrintCheck {

    private final PartWidths parts;

    SmallPinCheck(PartWidths parts) {
        this.parts = parts;
    }

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (!out.limits().has(Limit.PIN)) {
            return;
        }
        Widths widths = parts.material(model, out.limits());
        WidthFindings findings = new WidthFindings(model, widths, out);
        findings.report(
                FindingKind.SMALL_PIN,
                Limit.PIN,
                findings.below(Widths.Form.ROD, Limit.PIN),
                widths.width,
                "Make the pin thicker, add a fillet at its foot, or fit a bought pin into a hole.");
    }
}
