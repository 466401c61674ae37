package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Parallel;

/**
 * Walls that are too thin: all below the limit for walls that are held on two sides, and those with a free side below
 * the other limit.
 */
final class ThinWallCheck implements PrintCheck {

    /** Points of which it is asked at most how their wall is held. */
    private static final int ASKED = 512;

    private static final int GRAIN = 8;

    private final PartWidths parts;

    ThinWallCheck(PartWidths parts) {
        this.parts = parts;
    }

    @Override
    public void judge(PrintModel model, Judgements out) {
        ProcessLimits limits = out.limits();
        if (!limits.has(Limit.WALL_SUPPORTED) && !limits.has(Limit.WALL_UNSUPPORTED)) {
            return;
        }
        Widths widths = parts.material(model, limits);
        WidthFindings findings = new WidthFindings(model, widths, out);
        findings.report(
                FindingKind.THIN_WALL,
                Limit.WALL_SUPPORTED,
                findings.below(Widths.Form.PLATE, Limit.WALL_SUPPORTED),
                widths.width,
                "Make the wall at least as thick as the limit, or choose a process with finer features.");
        double least = PartWidths.largest(limits, Limit.WALL_SUPPORTED) - findings.tolerance();
        IntList thin = findings.below(Widths.Form.PLATE, Limit.WALL_UNSUPPORTED);
        IntList doubtful = new IntList();
        for (int k = 0; k < thin.size(); k++) {
            if (widths.width[thin.get(k)] >= least) {
                doubtful.add(thin.get(k));
            }
        }
        findings.report(
                FindingKind.THIN_WALL,
                Limit.WALL_UNSUPPORTED,
                loose(model, widths, doubtful, limits.value(Limit.WALL_UNSUPPORTED)),
                widths.width,
                "Make the wall thicker, or hold it on a second side with a rib or a rim.");
    }

    private static IntList loose(PrintModel model, Widths widths, IntList doubtful, double near) {
        int stride = Math.max(1, (doubtful.size() + ASKED - 1) / ASKED);
        int asked = (doubtful.size() + stride - 1) / stride;
        boolean[] held = new boolean[asked];
        Parallel.ranges(asked, GRAIN, i -> new WallAnchors(model), (anchors, from, to) -> {
            for (int k = from; k < to; k++) {
                int i = doubtful.get(k * stride);
                held[k] = anchors.heldOnTwoSides(widths.points.facet[i], widths.middle, 3 * i, widths.width[i]);
            }
        });
        IntList members = new IntList();
        for (int k = 0; k < asked; k++) {
            members.add(doubtful.get(k * stride));
        }
        return mostlyLoose(Clusters.of(model, widths, members, near), members, held);
    }

    /** The points of the walls of which most points are not held; near a free edge a wall may seem to be loose. */
    private static IntList mostlyLoose(Clusters walls, IntList members, boolean[] held) {
        int[] balance = new int[held.length];
        for (int k = 0; k < held.length; k++) {
            balance[walls.of(k)] += held[k] ? 1 : -1;
        }
        IntList loose = new IntList();
        for (int k = 0; k < held.length; k++) {
            if (balance[walls.of(k)] < 0) {
                loose.add(members.get(k));
            }
        }
        return loose;
    }
}
