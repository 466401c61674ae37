package io.amsphub.mesh.printability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on how a part lies, and what stays inside. */
class BuildChecksTest {

    private static final TriangleMesh SLAB = Solids.block(0, 0, 0, 20, 20, 10);
    private static final ProcessLimits LEAN = Solids.only(Limit.OVERHANG_ANGLE, 45)
            .with(Limit.BRIDGE, 5, "test")
            .with(Limit.OVERHANG_LENGTH, 1, "test")
            .with(Limit.ISLAND, 0.2, "test");

    private static List<Finding> judge(TriangleMesh mesh, ProcessLimits limits) {
        return PrintabilityCheck.run(mesh, limits).findings();
    }

    private static Finding only(TriangleMesh mesh, ProcessLimits limits, FindingKind kind) {
        List<Finding> findings = judge(mesh, limits);
        assertThat(findings).extracting(Finding::kind).containsExactly(kind);
        return findings.get(0);
    }

    @Test
    void bridgeHasItsSpanAndAShortOneCarriesItself() {
        TriangleMesh wide = Solids.without(SLAB, Solids.block(-1, 4, -1, 21, 16, 6));
        TriangleMesh narrow = Solids.without(SLAB, Solids.block(-1, 8, -1, 21, 12, 6));

        assertThat(only(wide, LEAN, FindingKind.LONG_BRIDGE).measure()).isCloseTo(12, within(1e-9));
        assertThat(judge(narrow, LEAN)).isEmpty();
    }

    @Test
    void ledgeNeedsSupportUnlessItIsShort() {
        TriangleMesh ledge = Solids.without(SLAB, Solids.block(-1, 4, -1, 21, 26, 6));
        TriangleMesh lip = Solids.without(SLAB, Solids.block(-1, 19.2, -1, 21, 26, 6));

        Finding overhang = only(ledge, LEAN, FindingKind.OVERHANG);

        assertThat(overhang.measure()).isCloseTo(320, within(1e-9));
        assertThat(overhang.unit()).isEqualTo("mm2");
        assertThat(overhang.severity()).isEqualTo(Severity.INFORMS);
        assertThat(judge(lip, LEAN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"44.9, true", "45, true", "46, false"})
    void coneThatOpensUpwardPassesUpToTheLimitOfTheLean(double lean, boolean passes) {
        double rise = 10 / Math.tan(Math.toRadians(lean));
        TriangleMesh cone = Solids.frustum(0, 0, 0, rise, 5, 15, 4096);

        assertThat(judge(cone, LEAN).isEmpty()).isEqualTo(passes);
    }

    @Test
    void tableOnItsHeadNeedsNoSupportAndOnItsLegItDoes() {
        TriangleMesh table = Solids.with(Solids.block(0, 0, 10, 20, 20, 13), Solids.block(8, 8, 0, 12, 12, 12));
        Placement onItsHead = new Placement(new double[] {1, 0, 0, 0, -1, 0, 0, 0, -1});

        assertThat(only(table, LEAN, FindingKind.OVERHANG).measure()).isCloseTo(384, within(1e-9));
        assertThat(PrintabilityCheck.run(table, LEAN, onItsHead).findings()).isEmpty();
    }

    @Test
    void dropUnderACeilingIsAnIsland() {
        TriangleMesh hood = Solids.without(Solids.block(0, 0, 0, 30, 30, 20), Solids.block(3, 3, -1, 27, 27, 15));
        TriangleMesh drop = Solids.with(hood, Solids.frustum(15, 15, 8, 16, 1, 4, 16));

        List<Finding> found = judge(drop, LEAN.without(Limit.OVERHANG_ANGLE));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).kind()).isEqualTo(FindingKind.UNSUPPORTED_ISLAND);
        assertThat(found.get(0).measure()).isCloseTo(8, within(1e-9));
        assertThat(found.get(0).count()).isEqualTo(1);
        assertThat(found.get(0).places().kind()).isEqualTo(Places.Kind.POINT);
        int point = found.get(0).places().indices()[0];
        assertThat(drop.points()[3 * point + 2]).isEqualTo(8);
    }

    @Test
    void pocketThatIsOpenAboveIsNoIsland() {
        assertThat(judge(Solids.without(SLAB, Solids.block(5, 5, 4, 15, 15, 20)), LEAN))
                .isEmpty();
    }

    @Test
    void partThatFloatsBesideAnotherIsAnIsland() {
        TriangleMesh pair = Shapes.together(SLAB, Solids.block(30, 0, 5, 40, 10, 15));

        assertThat(PrintabilityCheck.run(pair, LEAN).of(FindingKind.UNSUPPORTED_ISLAND))
                .hasSize(1);
    }

    @Test
    void cavityWithoutAHoleTraps() {
        TriangleMesh hollow = Solids.without(Solids.block(0, 0, 0, 30, 30, 30), Solids.block(5, 5, 5, 25, 25, 25));

        Finding trapped = only(hollow, Solids.only(Limit.ESCAPE_HOLE, 3.5), FindingKind.TRAPPED_VOLUME);

        assertThat(trapped.measure()).isCloseTo(8000, within(1e-6));
        assertThat(judge(hollow, ProcessLimits.of(ProcessCategory.MEX)))
                .extracting(Finding::kind)
                .doesNotContain(FindingKind.TRAPPED_VOLUME);
    }

    @ParameterizedTest
    @CsvSource({"1.2, false", "2, false", "2.6, false", "3.5, true", "5, true"})
    void escapeHoleIsLargeEnoughOrNot(double diameter, boolean passes) {
        TriangleMesh hollow = Solids.without(
                Solids.block(0, 0, 0, 30, 30, 30),
                Solids.block(5, 5, 5, 25, 25, 25),
                Solids.cylinder(15.3, 14.8, 20, 31, diameter / 2 / Math.cos(Math.PI / 32), 32));
        ProcessLimits limits = Solids.only(Limit.ESCAPE_HOLE, 3.5);

        if (passes) {
            assertThat(judge(hollow, limits)).isEmpty();
        } else {
            Finding small = only(hollow, limits, FindingKind.SMALL_ESCAPE_HOLE);
            assertThat(small.count()).isEqualTo(1);
            assertThat(small.measure()).isCloseTo(diameter, within(1.5 * 3.5 / 8));
            assertThat(small.places().size()).isPositive();
        }
    }

    @Test
    void largePlateWarpsAndItsCornersLift() {
        TriangleMesh plate = Solids.block(0, 0, 0, 200, 150, 5);

        Finding warp = only(plate, ProcessLimits.of(ProcessCategory.MEX), FindingKind.WARP_PRONE);

        assertThat(warp.measure()).isCloseTo(30_000, within(1e-6));
        assertThat(warp.note()).startsWith("4 sharp corners");
        assertThat(judge(plate, ProcessLimits.of(ProcessCategory.PBF, "PA12", "")))
                .isEmpty();
    }

    @Test
    void barIsSlenderHoweverItLies() {
        TriangleMesh bar = Solids.block(0, 0, 0, 200, 5, 5);
        double c = Math.cos(0.7);
        double s = Math.sin(0.7);
        Placement turned = new Placement(new double[] {c, -s, 0, s, c, 0, 0, 0, 1});
        ProcessLimits limits = Solids.only(Limit.ASPECT_RATIO, 10);

        assertThat(only(bar, limits, FindingKind.SLENDER).measure()).isCloseTo(40, within(1e-9));
        assertThat(PrintabilityCheck.run(bar, limits, turned).findings().get(0).measure())
                .isCloseTo(40, within(1e-9));
    }

    @Test
    void rodThatIsTooLongIsToldHowToFit() {
        ProcessLimits limits = ProcessLimits.none(ProcessCategory.MEX).withBuildVolume(new BuildVolume(100, 100, 250));

        PrintabilityReport report = PrintabilityCheck.run(Solids.block(0, 0, 0, 200, 20, 20), limits);

        assertThat(report.printable()).isFalse();
        assertThat(report.findings().get(0).kind()).isEqualTo(FindingKind.DOES_NOT_FIT);
        assertThat(report.findings().get(0).note()).contains("fits after a rotation");
        assertThat(report.judgements().get(0).limit()).isEqualTo(Limit.BUILD_X);
    }
}
