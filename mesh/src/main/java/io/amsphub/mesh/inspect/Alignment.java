package io.amsphub.mesh.inspect;

import java.util.List;

/**
 * How a scan was laid onto a design.
 *
 * @param method how
 * @param transform from the frame of the scan to that of the design
 * @param residualMm root mean square of the distances of the 95 % nearest of the points that were laid on
 * @param iterations steps of the last fit
 * @param placements how many different placements fit about equally well; more than 1 for a symmetric part
 * @param doubts why the placement must not be trusted without a person; empty when it may be
 */
public record Alignment(
        Method method,
        RigidTransform transform,
        double residualMm,
        int iterations,
        int placements,
        List<Doubt> doubts) {

    /** Where the placement comes from. */
    public enum Method {
        /** The scan says that it is in the frame of the part; it was not moved. */
        AS_SCANNED,
        /** Principal axes, then point-to-plane iterative closest points. */
        PRINCIPAL_AXES_ICP
    }

    /** Why a placement is in doubt. */
    public enum Doubt {
        /** Several placements fit equally well: the part is symmetric, or nearly so. */
        AMBIGUOUS,
        /** What was scanned leaves the part free to slide or turn. */
        NOT_FIXED,
        /** The points do not fit the design: another part, or one that is grossly wrong. */
        POOR_FIT,
        /** Too little of the surface was scanned. */
        LOW_COVERAGE,
        /** There are too few points. */
        FEW_POINTS
    }

    /** Copies the list. */
    public Alignment {
        doubts = List.copyOf(doubts);
    }

    /** Returns whether what follows from it can be relied on. */
    public boolean trustworthy() {
        return doubts.isEmpty();
    }
}
