package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionStep.Kind;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeshCorrectionTest {

    private static CorrectionReport sound(TriangleMesh mesh, double volume, double tolerance, Kind... kinds) {
        CorrectionResult result = MeshCorrection.correct(mesh);
        CorrectionReport report = result.report();
        assertThat(report.solid()).as("%s", report.remaining()).isTrue();
        assertThat(MeshDetection.detect(result.mesh()).solid()).isTrue();
        assertThat(report.after().volumeMm3()).isCloseTo(volume, within(tolerance));
        assertThat(report.steps()).extracting(CorrectionStep::kind).containsAll(List.of(kinds));
        return report;
    }

    @Test
    void soundMeshComesBackAsItIs() {
        TriangleMesh torus = Shapes.torus(10, 3, 30, 20);

        CorrectionResult result = MeshCorrection.correct(torus);

        assertThat(result.mesh()).isSameAs(torus);
        assertThat(result.report().changed()).isFalse();
        assertThat(result.report().solid()).isTrue();
        assertThat(result.report().deviationMm()).isZero();
        assertThat(result.report().personDecides()).isFalse();
    }

    @Test
    void cubeWithCavityAndSolidInTheCavityIsSoundAndStays() {
        TriangleMesh nested = Shapes.together(
                Shapes.box(0, 0, 0, 6), Shapes.inverted(Shapes.box(0, 0, 0, 4)), Shapes.box(0, 0, 0, 2));

        assertThat(MeshCorrection.correct(nested).mesh()).isSameAs(nested);
    }

    @Test
    void turnedFacetAndMissingFacetAreRepaired() {
        TriangleMesh box = Shapes.box(5, 5, 5, 2);
        int[] facets = box.facets().clone();
        facets[1] = box.facets()[2];
        facets[2] = box.facets()[1];
        TriangleMesh broken = Shapes.without(TriangleMesh.of(box.points(), facets, LengthUnit.MILLIMETRE), 7);

        CorrectionReport report = sound(broken, 8, 1e-12, Kind.ORIENT, Kind.FILL_HOLES);

        assertThat(report.boxChangeMm()).isZero();
    }

    @Test
    void insideOutBoxIsTurned() {
        sound(Shapes.inverted(Shapes.box(0, 0, 0, 2)), 8, 1e-12, Kind.INVERT);
    }

    @Test
    void insideOutBoxKeepsItsCavity() {
        TriangleMesh hollow = Shapes.together(Shapes.box(0, 0, 0, 4), Shapes.inverted(Shapes.box(0, 0, 0, 2)));

        sound(Shapes.inverted(hollow), 64 - 8, 1e-12, Kind.INVERT);
    }

    @Test
    void crackIsJoined() {
        CorrectionReport report = sound(Broken.crackedBox(2e-5), 8, 1e-3, Kind.JOIN_CRACKS);

        assertThat(report.facetsTouched()).isPositive();
        assertThat(report.deviationMm()).isBetween(1e-5, 3e-5);
        assertThat(report.personDecides()).isFalse();
    }

    @Test
    void cornerOnAnOpenEdgeIsPutIntoTheEdge() {
        sound(Broken.teeBox(), 8, 1e-12, Kind.JOIN_CRACKS);
    }

    @Test
    void holesThatTouchInACornerAreFilledApart() {
        CorrectionReport report = sound(Broken.pinchedHoles(), 16, 1e-12, Kind.FILL_HOLES);

        assertThat(report.steps())
                .filteredOn(s -> s.kind() == Kind.FILL_HOLES)
                .first()
                .satisfies(step -> {
                    assertThat(step.count()).isEqualTo(2);
                    assertThat(step.measure()).isCloseTo(2, within(1e-12));
                });
    }

    @Test
    void overlappingCubesBecomeOne() {
        TriangleMesh cubes = Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(1, 1, 1, 2));

        CorrectionReport report = sound(cubes, 15, 1e-9, Kind.RESOLVE_INTERSECTIONS);

        assertThat(report.after().components()).isEqualTo(1);
    }

    @Test
    void overlapKeepsTheCavityOfOneSolid() {
        TriangleMesh hollow = Shapes.together(Shapes.box(0, 0, 0, 4), Shapes.inverted(Shapes.box(0, 0, 0, 1)));

        sound(Shapes.together(hollow, Shapes.box(3, 0, 0, 3)), 64 - 1 + 27 - 0.5 * 9, 1e-9, Kind.RESOLVE_INTERSECTIONS);
    }

    @Test
    void manyCrossingSpheresStaySoundInSinglePrecision() {
        TriangleMesh[] spheres = new TriangleMesh[6];
        for (int i = 0; i < spheres.length; i++) {
            spheres[i] = Broken.sphere(0.71 * i, 0.13 * i * i, 0.29 * i, 1 + 0.07 * i, 12);
        }

        CorrectionReport report =
                MeshCorrection.correct(Shapes.together(spheres)).report();

        assertThat(report.solid()).as("%s", report.remaining()).isTrue();
        assertThat(report.after().components()).isEqualTo(1);
    }

    @Test
    void cubesThatTouchAlongAnEdgeStayTwoSolids() {
        TriangleMesh cubes = Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(2, 2, 0, 2));

        CorrectionReport report = sound(cubes, 16, 1e-4, Kind.SPLIT_EDGES);

        assertThat(report.after().components()).isEqualTo(2);
        assertThat(report.deviationMm()).isBetween(1e-7, 1e-4);
    }

    @Test
    void wallBetweenTwoCubesThatShareASideGoes() {
        TriangleMesh cubes = Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(2, 0, 0, 2));

        CorrectionReport report = sound(cubes, 16, 1e-12);

        assertThat(report.after().components()).isEqualTo(1);
    }

    @Test
    void patchesThatFaceInwardAreTurned() {
        TriangleMesh torus = Shapes.torus(10, 3, 24, 12);
        double volume = MeshDetection.detect(torus).measures().volumeMm3();
        int[] facets = torus.facets().clone();
        for (int f = 0; f < facets.length / 3; f += 3) {
            int second = facets[f * 3 + 1];
            facets[f * 3 + 1] = facets[f * 3 + 2];
            facets[f * 3 + 2] = second;
        }

        sound(TriangleMesh.of(torus.points(), facets, LengthUnit.MILLIMETRE), volume, 1e-3, Kind.ORIENT);
    }

    @Test
    void noiseIsRemovedAndWhatIsNotNoiseStays() {
        TriangleMesh model = Shapes.together(
                Shapes.box(0, 0, 0, 20), Shapes.box(15, 0, 0, 0.01), Shapes.without(Shapes.box(15, 5, 0, 1), 0));

        CorrectionReport report = sound(model, 8001, 1e-9, Kind.REMOVE_NOISE, Kind.FILL_HOLES);

        assertThat(report.after().components()).isEqualTo(2);
    }

    @Test
    void solidWithinMaterialIsTakenForPartOfItAndAPersonIsAsked() {
        CorrectionReport report = sound(Shapes.together(Shapes.box(0, 0, 0, 4), Shapes.box(0, 0, 0, 2)), 64, 1e-12);

        assertThat(report.personDecides()).isTrue();
    }

    @Test
    void sheetIsLeftAndNamed() {
        TriangleMesh sheet = Broken.mesh(new double[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}, 0, 1, 2, 0, 2, 3);

        CorrectionReport report = MeshCorrection.correct(sheet).report();

        assertThat(report.solid()).isFalse();
        assertThat(report.personDecides()).isTrue();
        assertThat(report.reasons()).anyMatch(reason -> reason.contains("wrap"));
        assertThat(report.remaining()).extracting(f -> f.kind()).contains(FindingKind.OPEN_EDGE);
    }

    @Test
    void wrapIsAppliedOnlyWhenAskedForAndIsSound() {
        TriangleMesh sheet = Broken.mesh(new double[] {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}, 0, 1, 2, 0, 2, 3);

        CorrectionReport report = MeshCorrection.correct(
                        sheet, CorrectionOptions.defaults().withWrap(true))
                .report();

        assertThat(report.solid()).isTrue();
        assertThat(report.personDecides()).isTrue();
        assertThat(report.steps()).extracting(CorrectionStep::kind).contains(Kind.WRAP);
        assertThat(report.deviationMm()).isBetween(0.01, 0.1);
    }

    /** Each point lies near nearly every edge; putting all of them into all edges would take the square of the facets. */
    @Test
    void heapOfFacetsOnALineIsLeftAndSaysSo() {
        CorrectionReport report = MeshCorrection.correct(needles(3000)).report();

        assertThat(report.solid()).isFalse();
        assertThat(report.personDecides()).isTrue();
        assertThat(report.after().facets()).isLessThanOrEqualTo(3000);
    }

    private static TriangleMesh needles(int facets) {
        java.util.Random random = new java.util.Random(5);
        double[] points = new double[9 * facets];
        int[] corners = new int[3 * facets];
        for (int p = 0; p < corners.length; p++) {
            corners[p] = p;
            double along = 20.0f * random.nextFloat();
            for (int axis = 0; axis < 3; axis++) {
                points[3 * p + axis] = along;
            }
        }
        return TriangleMesh.of(points, corners, LengthUnit.MILLIMETRE);
    }
}
