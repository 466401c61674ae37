package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/**
 * Heaps in which every facet reaches over every other: what their pairs may cost is bounded, also where each sign
 * takes exact numbers, and what is left says so.
 */
class DetectionBudgetTest {

    @Test
    void heapInSpaceIsCountedToTheEnd() {
        assertThat(MeshDetection.detect(heap(800, false)).complete()).isTrue();
    }

    @Test
    void facetsInOneTiltedPlaneCostMoreForEachPair() {
        TriangleMesh heap = heap(800, true);

        CorrectionResult result = MeshCorrection.correct(heap);

        assertThat(MeshDetection.detect(heap(200, true)).complete()).isTrue();
        assertThat(result.mesh()).isSameAs(heap);
        assertThat(result.report().personDecides()).isTrue();
        assertThat(result.report().reasons()).first().asString().startsWith("So many facets lie at one place");
    }

    @Test
    void whatIsLeftDoesNotDependOnThreads() {
        TriangleMesh heap = heap(800, true);
        DetectionReport all = MeshDetection.detect(heap);

        DetectionReport one =
                new ForkJoinPool(1).submit(() -> MeshDetection.detect(heap)).join();

        assertThat(one.complete()).isFalse();
        assertThat(one).isEqualTo(all);
    }

    /** Large facets at random, in space or with whole coordinates in the plane x + y + z = 300. */
    private static TriangleMesh heap(int count, boolean flat) {
        Random random = new Random(5);
        double[] points = new double[9 * count];
        for (int p = 0; p < points.length; p += 3) {
            points[p] = flat ? random.nextInt(100) : 100 * random.nextDouble();
            points[p + 1] = flat ? random.nextInt(100) : 100 * random.nextDouble();
            points[p + 2] = flat ? 300 - points[p] - points[p + 1] : 100 * random.nextDouble();
        }
        int[] facets = new int[3 * count];
        Arrays.setAll(facets, i -> i);
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }
}
