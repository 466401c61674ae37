package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Long thin facets along one line, each within reach of all others: whatever looks at the neighbours of a facet looks
 * at all of them. What correction does with it is bounded, and what it leaves it names.
 */
class NeedleHeapTest {

    @Test
    void heapThatEnclosesNothingIsLeftWithAReason() {
        CorrectionResult result = MeshCorrection.correct(needles(60));

        assertThat(result.report().solid()).isFalse();
        assertThat(result.report().remaining()).isNotEmpty();
        assertThat(result.report().personDecides()).isTrue();
        assertThat(MeshDetection.detect(result.mesh()).of(FindingKind.EMPTY)).isEmpty();
    }

    @Test
    void heapGrowsNoFurtherThanTornSurfacesDo() {
        TriangleMesh rays = rays(150);

        CorrectionResult result = MeshCorrection.correct(rays);

        int ends = 3 * rays.facetCount();
        assertThat(result.report().reasons()).anyMatch(reason -> reason.contains("not all of them were looked at"));
        assertThat(result.report().steps())
                .filteredOn(step -> step.kind() == CorrectionStep.Kind.JOIN_CRACKS)
                .allMatch(step -> step.count() < 8L * ends);
        assertThat(result.report().personDecides()).isTrue();
        assertThat(result.report().solid()).isFalse();
    }

    /** Facets from within a small body to far away: all of the body is within the reach of a crack. */
    private static TriangleMesh rays(int count) {
        Random random = new Random(4);
        double[] points = new double[9 * count];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextDouble() * (i % 9 < 6 ? 10 : 1e30);
        }
        int[] facets = new int[3 * count];
        Arrays.setAll(facets, i -> i);
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private static TriangleMesh needles(int count) {
        Random random = new Random(3);
        double[] points = new double[9 * count];
        for (int f = 0; f < count; f++) {
            double[] along = {100 * random.nextDouble(), 100 * random.nextDouble(), 100 * random.nextDouble()};
            Arrays.sort(along);
            for (int k = 0; k < 3; k++) {
                points[9 * f + 3 * k] = along[k];
                points[9 * f + 3 * k + 1] = 1e-5 * random.nextGaussian();
                points[9 * f + 3 * k + 2] = 1e-5 * random.nextGaussian();
            }
        }
        int[] facets = new int[3 * count];
        Arrays.setAll(facets, i -> i);
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }
}
