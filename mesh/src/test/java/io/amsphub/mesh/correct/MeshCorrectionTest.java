package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class MeshCorrectionTest {

    @Test
    void soundMeshComesBackAsItIs() {
        TriangleMesh torus = Shapes.torus(10, 3, 30, 20);

        CorrectionResult result = MeshCorrection.correct(torus);

        assertThat(result.mesh()).isSameAs(torus);
        assertThat(result.report().changed()).isFalse();
        assertThat(result.report().solid()).isTrue();
    }

    @Test
    void turnedFacetAndMissingFacetAreRepaired() {
        TriangleMesh box = Shapes.box(5, 5, 5, 2);
        int[] facets = box.facets().clone();
        facets[1] = box.facets()[2];
        facets[2] = box.facets()[1];
        TriangleMesh broken = Shapes.without(TriangleMesh.of(box.points(), facets, LengthUnit.MILLIMETRE), 7);

        CorrectionResult result = MeshCorrection.correct(broken);

        assertThat(result.report().solid()).isTrue();
        assertThat(result.report().after().volumeMm3()).isCloseTo(8, within(1e-12));
        assertThat(result.report().steps())
                .extracting(CorrectionStep::kind)
                .contains(CorrectionStep.Kind.ORIENT, CorrectionStep.Kind.FILL_HOLES);
    }

    @Test
    void insideOutBoxIsTurned() {
        CorrectionResult result = MeshCorrection.correct(Shapes.inverted(Shapes.box(0, 0, 0, 2)));

        assertThat(result.report().solid()).isTrue();
        assertThat(result.report().after().volumeMm3()).isCloseTo(8, within(1e-12));
    }
}
