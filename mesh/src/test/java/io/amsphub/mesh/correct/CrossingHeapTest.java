package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Closed bodies that all reach through each other: a few become one solid; a heap of them, whose facets cross three by
 * three all over, would become a hundred times as many facets, and is left with the reason.
 */
class CrossingHeapTest {

    @Test
    void aFewBodiesBecomeOneSolid() {
        CorrectionResult result = MeshCorrection.correct(tetrahedra(12));

        assertThat(result.report().solid()).isTrue();
    }

    @Test
    void heapIsNotArrangedAndSaysSo() {
        TriangleMesh heap = tetrahedra(300);

        CorrectionResult result = MeshCorrection.correct(heap);

        assertThat(result.report().solid()).isFalse();
        assertThat(result.report().reasons()).anyMatch(reason -> reason.startsWith("So many facets cross"));
        assertThat(result.mesh().facetCount()).isEqualTo(heap.facetCount());
    }

    private static TriangleMesh tetrahedra(int count) {
        Random random = new Random(7);
        double[] points = new double[12 * count];
        for (int i = 0; i < points.length; i++) {
            points[i] = Math.rint(1000 * random.nextDouble()) / 10;
        }
        int[] facets = new int[12 * count];
        for (int t = 0; t < count; t++) {
            int base = 4 * t;
            int[] outward = {0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2};
            boolean turned = volume(points, base) < 0;
            for (int k = 0; k < outward.length; k++) {
                int corner = outward[turned ? k / 3 * 3 + 2 - k % 3 : k];
                facets[12 * t + k] = base + corner;
            }
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private static double volume(double[] points, int base) {
        double[] a = edge(points, base, 1);
        double[] b = edge(points, base, 2);
        double[] c = edge(points, base, 3);
        return a[0] * (b[1] * c[2] - b[2] * c[1])
                - a[1] * (b[0] * c[2] - b[2] * c[0])
                + a[2] * (b[0] * c[1] - b[1] * c[0]);
    }

    private static double[] edge(double[] points, int base, int to) {
        double[] edge = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            edge[axis] = points[3 * (base + to) + axis] - points[3 * base + axis];
        }
        return edge;
    }
}
