package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
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

    /** Loops that touch in one point are two holes; loops that touch in two points are one, in any order of facets. */
    @Test
    void holesThatTouchAreCountedInTheSameWayInAnyOrder() {
        TriangleMesh sheet = grid(6);
        int[] touching = {2 * (6 * 2 + 2), 2 * (6 * 2 + 2) + 1, 2 * (6 * 3 + 3), 2 * (6 * 3 + 3) + 1};
        TriangleMesh two = without(sheet, touching);
        assertThat(MeshDetection.detect(two).holes()).hasSize(2 + 1);
        assertThat(MeshDetection.detect(reversed(two)).holes()).hasSize(2 + 1);

        int[] ring = {
            2 * (6 * 1 + 2), 2 * (6 * 1 + 2) + 1, 2 * (6 * 2 + 1), 2 * (6 * 2 + 1) + 1,
            2 * (6 * 2 + 3), 2 * (6 * 2 + 3) + 1, 2 * (6 * 3 + 2), 2 * (6 * 3 + 2) + 1
        };
        List<Hole> holes = MeshDetection.detect(without(sheet, ring)).holes();
        assertThat(MeshDetection.detect(reversed(without(sheet, ring))).holes()).hasSameSizeAs(holes);
        assertThat(holes.stream().mapToInt(hole -> hole.points().length).sum()).isEqualTo(4 * 6 + 16);
    }

    /** A square of n by n cells of 1 mm, two facets each. */
    private static TriangleMesh grid(int n) {
        double[] points = new double[3 * (n + 1) * (n + 1)];
        int[] facets = new int[6 * n * n];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                points[3 * (i * (n + 1) + j)] = j;
                points[3 * (i * (n + 1) + j) + 1] = i;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int a = i * (n + 1) + j;
                int[] cell = {a, a + 1, a + n + 2, a, a + n + 2, a + n + 1};
                System.arraycopy(cell, 0, facets, 6 * (i * n + j), 6);
            }
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private static TriangleMesh without(TriangleMesh mesh, int[] facets) {
        int[] descending = java.util.stream.IntStream.of(facets)
                .map(f -> -f)
                .sorted()
                .map(f -> -f)
                .toArray();
        TriangleMesh left = mesh;
        for (int f : descending) {
            left = Shapes.without(left, f);
        }
        return left;
    }

    private static TriangleMesh reversed(TriangleMesh mesh) {
        int[] facets = new int[mesh.facets().length];
        for (int f = 0; f < mesh.facetCount(); f++) {
            System.arraycopy(mesh.facets(), 3 * f, facets, facets.length - 3 * f - 3, 3);
        }
        return TriangleMesh.of(mesh.points(), facets, mesh.sourceUnit());
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
