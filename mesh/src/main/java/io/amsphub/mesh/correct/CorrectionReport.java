package io.amsphub.mesh.correct;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.measure.SurfaceDeviation;
import java.util.List;

/**
 * What a correction did, and what it left.
 *
 * @param before measures of the mesh that came in
 * @param after measures of the mesh that went out, written, read back and detected again
 * @param changed whether any facet or point differs; false means that the same mesh came back
 * @param solid whether the result, written and read back, bounds a volume without doubt
 * @param steps what was done, in order; steps that changed nothing are left out
 * @param remaining what detection finds in the result as read back
 * @param volumeChangeMm3 volume after minus volume before; of little meaning when the mesh was open before
 * @param areaChangeMm2 area after minus area before
 * @param deviation how far the two surfaces are apart, and how that was sampled
 * @param boxChangeMm largest move of a side of the bounding box
 * @param format the format that the result was proven in: STL, or 3MF when only double precision holds it
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
        SurfaceDeviation deviation,
        double boxChangeMm,
        MeshFormat format,
        boolean personDecides,
        List<String> reasons) {

    /** Copies the lists. */
    public CorrectionReport {
        steps = List.copyOf(steps);
        remaining = List.copyOf(remaining);
        reasons = List.copyOf(reasons);
    }

    /** Returns the largest distance between the two surfaces, measured in both directions, in mm. */
    public double deviationMm() {
        return deviation.largestMm();
    }

    /** Returns how many facets of the result are not in the input, and of the input not in the result. */
    public int facetsTouched() {
        return deviation.facetsTouched();
    }
}
