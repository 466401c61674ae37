package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class ShellRolesTest {

    @Test
    void inwardShellWithinMaterialIsACavity() {
        DetectionReport report =
                MeshDetection.detect(Shapes.together(Shapes.box(0, 0, 0, 10), Shapes.inverted(Shapes.box(1, 0, 0, 2))));

        assertThat(report.shells()).extracting(Shell::role).containsExactly(Shell.Role.SOLID, Shell.Role.CAVITY);
        assertThat(report.of(FindingKind.CLOSED_CAVITY).get(0).measure()).isCloseTo(8, within(1e-9));
        assertThat(report.solid()).isTrue();
    }

    @Test
    void outwardShellWithinMaterialIsInternal() {
        DetectionReport report = MeshDetection.detect(Shapes.together(Shapes.box(1, 0, 0, 2), Shapes.box(0, 0, 0, 10)));

        assertThat(report.shells()).extracting(Shell::role).containsExactly(Shell.Role.INTERNAL, Shell.Role.SOLID);
        assertThat(report.of(FindingKind.INTERNAL_SHELL)).hasSize(1);
    }

    @Test
    void solidWithinACavityIsASolid() {
        DetectionReport report = MeshDetection.detect(Shapes.together(
                Shapes.box(0, 0, 0, 10), Shapes.inverted(Shapes.box(0, 0, 0, 6)), Shapes.box(0, 0, 0, 2)));

        assertThat(report.shells())
                .extracting(Shell::role)
                .containsExactly(Shell.Role.SOLID, Shell.Role.CAVITY, Shell.Role.SOLID);
    }

    @Test
    void everythingInsideOutIsInverted() {
        TriangleMesh hollow = Shapes.together(Shapes.box(0, 0, 0, 10), Shapes.inverted(Shapes.box(1, 0, 0, 2)));

        DetectionReport report = MeshDetection.detect(Shapes.inverted(hollow));

        assertThat(report.shells()).extracting(Shell::role).containsOnly(Shell.Role.INVERTED);
        assertThat(report.of(FindingKind.NOT_A_SOLID)).hasSize(1);
    }

    @Test
    void boxesThatPierceEachOtherOverlap() {
        DetectionReport report =
                MeshDetection.detect(Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(1, 0.5, 0.25, 2)));

        assertThat(report.shells()).extracting(Shell::role).containsOnly(Shell.Role.OVERLAPPING);
        assertThat(report.of(FindingKind.SHELL_INTERSECTION)).hasSize(1);
        assertThat(report.of(FindingKind.SELF_INTERSECTION)).isEmpty();
        assertThat(report.measures().selfIntersectingPairsSameComponent()).isZero();
    }

    @Test
    void tinyShellFarFromTheSurfaceIsNoise() {
        DetectionReport report =
                MeshDetection.detect(Shapes.together(Shapes.box(0, 0, 0, 100), Shapes.box(80, 0, 0, 0.01)));

        assertThat(report.shells()).extracting(Shell::role).containsExactly(Shell.Role.SOLID, Shell.Role.NOISE);
    }

    @Test
    void flatShellIsASheet() {
        double[] flat = Shapes.box(0, 0, 0, 10).points().clone();
        for (int p = 2; p < flat.length; p += 3) {
            flat[p] = flat[p] > 0 ? 1e-7 : 0;
        }
        TriangleMesh box = Shapes.box(0, 0, 0, 10);

        DetectionReport report = MeshDetection.detect(TriangleMesh.of(flat, box.facets(), box.sourceUnit()));

        assertThat(report.shells()).extracting(Shell::role).containsExactly(Shell.Role.SHEET);
    }

    @Test
    void boxesThatShareAnEdgeAreBalancedAndStillASolid() {
        DetectionReport report = MeshDetection.detect(Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(2, 2, 0, 2)));

        assertThat(report.of(FindingKind.NOT_A_SOLID)).isEmpty();
        assertThat(report.shells()).extracting(Shell::role).containsExactly(Shell.Role.SOLID);
    }
}
