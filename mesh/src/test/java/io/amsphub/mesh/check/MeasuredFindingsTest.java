package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class MeasuredFindingsTest {

    @Test
    void holeHasLengthAreaAndFlatness() {
        TriangleMesh open = Shapes.without(Shapes.without(Shapes.box(0, 0, 0, 2), 1), 0);

        DetectionReport report = MeshDetection.detect(open);

        Hole hole = report.holes().get(0);
        assertThat(hole.points()).hasSize(4);
        assertThat(hole.lengthMm()).isCloseTo(8, within(1e-12));
        assertThat(hole.areaMm2()).isCloseTo(4, within(1e-12));
        assertThat(hole.flatnessMm()).isCloseTo(0, within(1e-12));
    }

    @Test
    void seamWithPointsThatDifferInTheLastBitIsACrack() {
        TriangleMesh soup = Shapes.soup(Shapes.box(0, 0, 0, 20));
        double[] points = soup.points().clone();
        for (int i = 0; i < 9; i++) {
            points[i] = Math.nextUp((float) points[i]);
        }

        DetectionReport report = MeshDetection.detect(TriangleMesh.of(points, soup.facets(), LengthUnit.MILLIMETRE));

        Finding crack = report.of(FindingKind.CRACK).get(0);
        assertThat(crack.count()).isEqualTo(6);
        assertThat(crack.measure()).isLessThan(1e-5);
    }

    @Test
    void openingOfTheDesignIsNoCrack() {
        DetectionReport report = MeshDetection.detect(Shapes.without(Shapes.box(0, 0, 0, 20), 3));

        assertThat(report.of(FindingKind.CRACK)).isEmpty();
    }

    @Test
    void modelInMetresIsDoubtedNotScaled() {
        TriangleMesh box = Shapes.box(0, 0, 0, 0.05);
        DetectionReport report =
                MeshDetection.detect(TriangleMesh.of(box.points(), box.facets(), LengthUnit.UNSPECIFIED));

        Finding doubt = report.of(FindingKind.UNIT_DOUBT).get(0);
        assertThat(doubt.measure()).isEqualTo(0.05);
        assertThat(doubt.note()).contains("metres it measures 50.0 mm");
        assertThat(report.solid()).isTrue();
    }

    @Test
    void rodThatIsTooLongFitsAlongTheDiagonal() {
        double[] points = Shapes.box(0, 0, 0, 1).points().clone();
        for (int p = 0; p < points.length; p += 3) {
            points[p] *= 110;
        }
        TriangleMesh rod = TriangleMesh.of(points, Shapes.box(0, 0, 0, 1).facets(), LengthUnit.MILLIMETRE);
        DetectionOptions cube = DetectionOptions.defaults().withBuildVolume(new BuildVolume(100, 100, 20));
        DetectionOptions small = DetectionOptions.defaults().withBuildVolume(new BuildVolume(50, 50, 20));

        Finding fits =
                MeshDetection.detect(rod, cube).of(FindingKind.DOES_NOT_FIT).get(0);
        Finding never =
                MeshDetection.detect(rod, small).of(FindingKind.DOES_NOT_FIT).get(0);

        assertThat(fits.measure()).isCloseTo(1.1, within(1e-12));
        assertThat(fits.note()).startsWith("It fits after a rotation");
        assertThat(never.note()).isEqualTo("No rotation was found that makes it fit.");
    }

    @Test
    void coarseBallIsCoarseAndFineBallIsNot() {
        assertThat(MeshDetection.detect(Shapes.torus(60, 20, 40, 24)).of(FindingKind.TOO_COARSE))
                .hasSize(1);
        assertThat(MeshDetection.detect(Shapes.torus(60, 20, 400, 200)).of(FindingKind.TOO_COARSE))
                .isEmpty();
    }
}
