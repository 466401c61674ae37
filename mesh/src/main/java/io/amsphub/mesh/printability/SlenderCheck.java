package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;

/** Parts so long and thin that they bend as they cool: the extent along the principal axes of the surface. */
final class SlenderCheck implements PrintCheck {

    @Override
    public void judge(PrintModel model, Judgements out) {
        if (!out.limits().has(Limit.ASPECT_RATIO)) {
            return;
        }
        double[] extents = PrincipalAxes.extents(model);
        double ratio = extents[1] > 0 ? extents[0] / extents[1] : 0;
        if (ratio > out.limits().value(Limit.ASPECT_RATIO) * (1 + 1e-9)) {
            out.add(
                    Finding.measured(FindingKind.SLENDER, Severity.DEGRADES, 1, ratio, "1", Places.none()),
                    Limit.ASPECT_RATIO,
                    "",
                    "Make the part wider, add ribs, split it, or let it lie along the platform.");
        }
    }
}
