package io.amsphub.mesh.printability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walls, gaps, holes, pins and relief whose sizes are known. */
class WidthChecksTest {

    private static final TriangleMesh SLAB = Solids.block(0, 0, 0, 20, 20, 10);

    private static Finding only(TriangleMesh mesh, ProcessLimits limits, FindingKind kind) {
        PrintabilityReport report = PrintabilityCheck.run(mesh, limits);
        assertThat(report.findings()).extracting(Finding::kind).containsExactly(kind);
        assertThat(report.judgements().get(0).remedy()).isNotBlank();
        assertThat(report.findings().get(0).note())
                .contains("Limit ")
                .endsWith(report.judgements().get(0).remedy());
        return report.findings().get(0);
    }

    private static void none(TriangleMesh mesh, ProcessLimits limits) {
        assertThat(PrintabilityCheck.run(mesh, limits).findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.5, 0.79})
    void plateHasItsThickness(double thickness) {
        ProcessLimits limits = Solids.only(Limit.WALL_SUPPORTED, 0.8);

        Finding wall = only(Solids.block(0, 0, 0, 20, 30, thickness), limits, FindingKind.THIN_WALL);

        assertThat(wall.measure()).isCloseTo(thickness, within(1e-9));
        assertThat(wall.count()).isEqualTo(1);
        assertThat(wall.severity()).isEqualTo(thickness < 0.4 ? Severity.BLOCKS : Severity.DEGRADES);
        assertThat(wall.places().indices()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void plateOfExactlyTheLimitPasses() {
        none(Solids.block(0, 0, 0, 20, 30, 0.8), Solids.only(Limit.WALL_SUPPORTED, 0.8));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9})
    void tubeHasTheThicknessOfItsWall(double thickness) {
        TriangleMesh tube = Solids.without(
                Solids.cylinder(0, 0, 0, 15, 10, 128), Solids.cylinder(0, 0, -1, 16, 10 - thickness, 128));

        Finding wall = only(tube, Solids.only(Limit.WALL_SUPPORTED, 1), FindingKind.THIN_WALL);

        assertThat(wall.measure()).isCloseTo(thickness * Math.cos(Math.PI / 128), within(1e-3 * thickness));
        assertThat(wall.count()).isEqualTo(1);
    }

    @Test
    void edgesOfSolidsAreNoThinWalls() {
        ProcessLimits limits = Solids.only(Limit.WALL_SUPPORTED, 2);

        none(Solids.block(0, 0, 0, 20, 20, 20), limits);
        none(Solids.frustum(0, 0, 0, 20, 12, 0.001, 6), limits);
        none(Shapes.torus(30, 10, 60, 40), limits);
    }

    @Test
    void knifeEdgeIsThin() {
        TriangleMesh wedge = Solids.frustum(0, 0, 0, 40, 4, 0.1, 4);

        assertThat(PrintabilityCheck.run(wedge, Solids.only(Limit.PIN, 2)).of(FindingKind.SMALL_PIN))
                .hasSize(1);
    }

    @Test
    void finIsLooseAndTheSameWallBetweenTwoSidesIsHeld() {
        ProcessLimits limits = Solids.only(Limit.WALL_SUPPORTED, 0.8).with(Limit.WALL_UNSUPPORTED, 1, "test");
        TriangleMesh fin = Solids.with(SLAB, Solids.block(4, 9.55, 5, 16, 10.45, 20));
        TriangleMesh window = Solids.without(SLAB, Solids.block(5, 2, -1, 15, 18, 20));
        TriangleMesh held = Solids.with(window, Solids.block(4, 9.55, 0, 16, 10.45, 10));
        TriangleMesh tube =
                Solids.without(Solids.cylinder(0, 0, 0, 20, 10, 96), Solids.cylinder(0, 0, -1, 21, 9.1, 96));

        Finding loose = only(fin, limits, FindingKind.THIN_WALL);

        assertThat(loose.measure()).isCloseTo(0.9, within(1e-9));
        none(held, limits);
        none(tube, limits);
        assertThat(PrintabilityCheck.run(fin, limits).judgements().get(0).limit())
                .isEqualTo(Limit.WALL_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.39})
    void slotHasItsWidth(double width) {
        TriangleMesh slotted = Solids.without(SLAB, Solids.block(3, 10 - width / 2, -1, 17, 10 + width / 2, 21));

        Finding gap = only(slotted, Solids.only(Limit.GAP, 0.4), FindingKind.THIN_GAP);

        assertThat(gap.measure()).isCloseTo(width, within(1e-9));
        assertThat(gap.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 1.9})
    void holesHaveTheirDiametersAndAreCounted(double diameter) {
        TriangleMesh drilled = Solids.without(
                SLAB,
                Solids.cylinder(5, 5, -1, 21, diameter / 2, 48),
                Solids.cylinder(5, 15, 4, 21, diameter / 2, 48),
                Solids.cylinder(14, 10, -1, 21, 1.5, 48));

        Finding hole = only(drilled, Solids.only(Limit.HOLE, 2), FindingKind.SMALL_HOLE);

        assertThat(hole.measure()).isCloseTo(diameter * Math.cos(Math.PI / 48), within(0.04 * diameter));
        assertThat(hole.count()).isEqualTo(2);
    }

    @Test
    void squareHoleIsAHoleAndALongSlotIsNot() {
        ProcessLimits limits = Solids.only(Limit.HOLE, 2);

        Finding hole = only(Solids.without(SLAB, Solids.block(5, 5, -1, 6.2, 6.2, 21)), limits, FindingKind.SMALL_HOLE);

        assertThat(hole.measure()).isCloseTo(1.2, within(1e-9));
        none(Solids.without(SLAB, Solids.block(5, 5, -1, 15, 6.2, 21)), limits);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.2, 2.8})
    void pinHasItsDiameter(double diameter) {
        TriangleMesh pinned = Solids.with(
                SLAB,
                Solids.cylinder(6, 6, 5, 25, diameter / 2, 40),
                Solids.block(13, 13, 5, 13 + diameter, 13 + diameter, 25));

        Finding pin = only(pinned, Solids.only(Limit.PIN, 3), FindingKind.SMALL_PIN);

        assertThat(pin.measure()).isCloseTo(diameter * Math.cos(Math.PI / 40), within(0.04 * diameter));
        assertThat(pin.count()).isEqualTo(2);
    }

    @Test
    void voidBetweenTwoPinsIsNoHole() {
        TriangleMesh pins =
                Solids.with(SLAB, Solids.cylinder(6, 6, 5, 25, 2, 40), Solids.cylinder(11, 6, 5, 25, 2, 40));

        none(pins, Solids.only(Limit.HOLE, 2));
    }

    @Test
    void letteringIsReliefAndNeitherWallNorGap() {
        ProcessLimits limits = Solids.only(Limit.TEXT_STROKE, 1)
                .with(Limit.TEXT_DEPTH, 0.4, "test")
                .with(Limit.WALL_SUPPORTED, 0.8, "test")
                .with(Limit.GAP, 0.8, "test");
        TriangleMesh groove = Solids.without(SLAB, Solids.block(3, 9.8, 9.5, 17, 10.2, 11));
        TriangleMesh stroke = Solids.with(SLAB, Solids.block(3, 9.7, 9.5, 17, 10.3, 10.6));
        TriangleMesh shallow = Solids.without(SLAB, Solids.block(3, 9.55, 9.8, 17, 10.45, 11));

        assertThat(only(groove, limits, FindingKind.SMALL_DETAIL).measure()).isCloseTo(0.4, within(1e-9));
        assertThat(only(stroke, limits, FindingKind.SMALL_DETAIL).measure()).isCloseTo(0.6, within(1e-9));
        assertThat(PrintabilityCheck.run(shallow, limits.with(Limit.TEXT_STROKE, 0.5, "test"))
                        .of(FindingKind.SMALL_DETAIL))
                .isEmpty();
    }

    @Test
    void invertedSolidIsMeasuredOnTheSideOfItsMaterial() {
        TriangleMesh plate = Solids.block(0, 0, 0, 20, 30, 0.5);
        ProcessLimits limits = Solids.only(Limit.WALL_SUPPORTED, 0.8).with(Limit.GAP, 0.8, "test");

        assertThat(only(Shapes.inverted(plate), limits, FindingKind.THIN_WALL).measure())
                .isCloseTo(0.5, within(1e-9));
    }
}
