package io.amsphub.mesh.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeshWrapTest {

    @Test
    void wrapOfAClosedSolidKeepsItsVolumeAndIsSound() {
        TriangleMesh torus = Shapes.torus(10, 3, 40, 20);
        double volume = MeshDetection.detect(torus).measures().volumeMm3();

        MeshWrap.Result wrap = MeshWrap.wrap(torus, 32);

        DetectionReport report = MeshDetection.detect(wrap.mesh());
        assertThat(report.solid()).isTrue();
        assertThat(report.measures().volumeMm3()).isCloseTo(volume, within(0.04 * volume));
        assertThat(wrap.offsetMm()).isZero();
        assertThat(wrap.deviation().largestMm()).isLessThan(wrap.voxelMm());
    }

    @Test
    void wrapKeepsACavityAndClosesAHole() {
        TriangleMesh hollow = Shapes.without(
                Shapes.together(Shapes.torus(10, 4, 24, 40), Shapes.inverted(Shapes.torus(10, 2, 24, 20))), 3);

        DetectionReport report = MeshDetection.detect(MeshWrap.wrap(hollow, 32).mesh());

        assertThat(report.solid()).isTrue();
        assertThat(report.measures().invertedComponents()).isEqualTo(1);
    }

    @Test
    void wrapOfLooseFacetsIsSoundAndCoversThem() {
        Random random = new Random(3);
        double[] points = new double[180];
        int[] facets = new int[60];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextDouble();
        }
        for (int i = 0; i < facets.length; i++) {
            facets[i] = i;
        }

        MeshWrap.Result wrap = MeshWrap.wrap(TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE), 24);

        assertThat(MeshDetection.detect(wrap.mesh()).solid()).isTrue();
        assertThat(wrap.deviation().forwardMm()).isLessThan(5 * wrap.voxelMm());
    }

    @Test
    void wrapRefusesWhatHasNoExtent() {
        TriangleMesh box = Shapes.box(0, 0, 0, 1);

        assertThatThrownBy(() -> MeshWrap.wrap(box, 7)).isInstanceOf(IllegalArgumentException.class);
    }
}
