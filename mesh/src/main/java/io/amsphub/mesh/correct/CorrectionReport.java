package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshMeasures;
import java.util.List;

/**
 * What a correction did, and what it left.
 *
 * @param before measures of the mesh that came in
 * @param after measures of the mesh that went out, detected again
 * @param changed whether any facet or point differs; false means that the same mesh came back
 * @param solid whether the result bounds a volume without doubt
 * @param steps what was done, in order; steps that changed nothing are left out
 * @param remaining what detection finds in the result
 * @param volumeChangeMm3 volume after minus volume before; of little meaning when the mesh was open before
 * @param areaChangeMm2 area after minus area before
 * @param deviationMm largest distance between the two surfaces, measured in both directions
 * @param facetsTouched facets of the result that are not facets of the input, and of the input that are not in the result
 * @param personDecides whether somebody has to look at it before it is used
 * @param reasons why, one English sentence each; empty when nobody has to decide
 */
public record CorrectionReport(
        MeshMeasures before,
        MeshMeasures after,
        boolean changed,
        boolean solid,
        List<CorrectionStep> steps,
        List<Finding> remaining,
        double volumeChangeMm3,
        double areaChangeMm2,
        double deviationMm,
        int facetsTouched,
        boolean personDecides,
        List<String> reasons) {

    /** Copies the lists. */
    public CorrectionReport {
        steps = List.copyOf(steps);
        remaining = List.copyOf(remaining);
        reasons = List.copyOf(reasons);
    }
}
