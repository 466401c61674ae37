package io.amsphub.mesh.printability;

import java.util.List;

/** The questions about printability, cheap ones first; each works on its own. */
final class PrintabilityChecks {

    private PrintabilityChecks() {}

    /** Returns the checks in the order in which they run, new for each part. */
    static List<PrintCheck> inOrder() {
        PartWidths widths = new PartWidths();
        return List.of(
                new BuildVolumeCheck(),
                new WarpCheck(),
                new SlenderCheck(),
                new OverhangCheck(),
                new IslandCheck(),
                new ThinWallCheck(widths),
                new SmallPinCheck(widths),
                new ThinGapCheck(widths),
                new SmallHoleCheck(widths),
                new SmallDetailCheck(widths),
                new TrappedVolumeCheck());
    }
}
