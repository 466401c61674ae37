package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FitCheck;
import io.amsphub.mesh.measure.BuildVolume;
import java.util.Optional;

/** A part that is larger than the build volume as it lies, with the rotation after which it would fit. */
final class BuildVolumeCheck implements PrintCheck {

    @Override
    public void judge(PrintModel model, Judgements out) {
        BuildVolume volume = out.limits().buildVolume();
        if (volume == null) {
            return;
        }
        Optional<Finding> misfit = FitCheck.of(FitCheck.usedPoints(model.xyz, model.edges), volume);
        double x = model.box.sizeX() / volume.sizeXMm();
        double y = model.box.sizeY() / volume.sizeYMm();
        double z = model.box.sizeZ() / volume.sizeZMm();
        Limit limit = x >= y && x >= z ? Limit.BUILD_X : y >= z ? Limit.BUILD_Y : Limit.BUILD_Z;
        misfit.ifPresent(finding -> out.add(
                finding,
                limit,
                "",
                finding.note() + " Turn the part, split it, make it smaller, or choose a larger machine."));
    }
}
