package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.model.TriangleMesh;

/**
 * Judges whether a part can be made.
 *
 * <p>Never changes the mesh and never throws on one. Meant for a mesh that detection found sound; on a
 * broken one it judges what it can and says what it could not. Widths are measured at one point of each
 * facet and at more of large ones, up to {@value SamplePoints#MOST} points; above that the points lie evenly by area,
 * so a feature with less than about {@code 5 / }{@value SamplePoints#MOST} of the surface can be missed. The
 * result does not depend on the number of threads. Uses the common pool.
 */
public final class PrintabilityCheck {

    /** Above this nothing is built; a kilometre. */
    private static final double LARGEST_MM = 1e6;

    private static final int MAX_PLACES = 10_000;

    private PrintabilityCheck() {}

    /** Judges a part that lies as it was drawn, with at most 10 000 places a finding. */
    public static PrintabilityReport run(TriangleMesh mesh, ProcessLimits limits) {
        return run(mesh, limits, Placement.asDrawn());
    }

    /** Judges a part as it lies, with at most 10 000 places a finding. */
    public static PrintabilityReport run(TriangleMesh mesh, ProcessLimits limits, Placement placement) {
        return run(mesh, limits, placement, MAX_PLACES);
    }

    /**
     * Judges a part as it lies.
     *
     * @param maxPlaces how many places a finding lists at most; its count is never cut
     */
    public static PrintabilityReport run(TriangleMesh mesh, ProcessLimits limits, Placement placement, int maxPlaces) {
        Judgements out = new Judgements(limits, maxPlaces);
        if (mesh.facetCount() == 0) {
            out.cannotJudge(FindingKind.EMPTY, "The mesh has no facet.");
            return out.report(placement);
        }
        if (mesh.boundingBox().diagonal() > LARGEST_MM) {
            out.cannotJudge(FindingKind.UNIT_DOUBT, "The part is too large for any machine.");
            return out.report(placement);
        }
        PrintModel model = new PrintModel(mesh, placement);
        if (model.facets.length == 0) {
            out.cannotJudge(FindingKind.NOT_A_SOLID, "No facet has an area.");
            return out.report(placement);
        }
        if (model.shells.open > 0) {
            out.cannotJudge(
                    FindingKind.NOT_A_SOLID,
                    "The surface is open or contradicts itself in places; there the side of the material is the one that"
                            + " each facet says.");
        }
        for (PrintCheck check : PrintabilityChecks.inOrder()) {
            check.judge(model, out);
        }
        return out.report(placement);
    }
}
