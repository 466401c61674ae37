package io.amsphub.mesh.printability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrintabilityCheckTest {

    /** A part with something for every check. */
    private static final TriangleMesh PART = Solids.with(
            Solids.without(
                    Solids.block(0, 0, 0, 30, 24, 12),
                    Solids.cylinder(5, 5, -1, 13, 0.4, 24),
                    Solids.block(10, 3, -1, 10.3, 15, 13),
                    Solids.block(14, -1, -1, 26, 25, 5),
                    Solids.block(2, 12, 11.6, 8, 12.4, 13)),
            Solids.block(28, 2, 10, 28.5, 20, 22),
            Solids.cylinder(5, 19, 10, 20, 0.3, 24));

    private static final ProcessLimits LIMITS = ProcessLimits.of(ProcessCategory.MEX);

    private static void assertAlike(PrintabilityReport actual, PrintabilityReport expected) {
        assertThat(actual.judgements()).hasSameSizeAs(expected.judgements());
        for (int i = 0; i < actual.judgements().size(); i++) {
            Finding finding = actual.findings().get(i);
            Finding other = expected.findings().get(i);
            assertThat(finding.kind()).isEqualTo(other.kind());
            assertThat(finding.severity()).isEqualTo(other.severity());
            assertThat(finding.count()).isEqualTo(other.count());
            assertThat(finding.measure()).isCloseTo(other.measure(), within(1e-6 * other.measure()));
            if (finding.kind() != FindingKind.UNSUPPORTED_ISLAND) {
                assertThat(finding.places()).isEqualTo(other.places());
            }
        }
    }

    @Test
    void partHasAFindingOfEachKindThatIsBuiltIntoIt() {
        assertThat(PrintabilityCheck.run(PART, LIMITS).findings())
                .extracting(Finding::kind)
                .contains(
                        FindingKind.THIN_WALL,
                        FindingKind.THIN_GAP,
                        FindingKind.SMALL_HOLE,
                        FindingKind.SMALL_PIN,
                        FindingKind.SMALL_DETAIL,
                        FindingKind.LONG_BRIDGE)
                .isSorted();
    }

    @Property(tries = 5)
    void movingChangesNothing(
            @ForAll @DoubleRange(min = -200, max = 200) double x,
            @ForAll @DoubleRange(min = -200, max = 200) double y,
            @ForAll @DoubleRange(min = -200, max = 200) double z) {
        assertAlike(PrintabilityCheck.run(Shapes.moved(PART, x, y, z), LIMITS), PrintabilityCheck.run(PART, LIMITS));
    }

    @Property(tries = 3)
    void quarterTurnsAboutTheVerticalChangeNothing(@ForAll @IntRange(min = 1, max = 3) int turns) {
        TriangleMesh turned = PART;
        for (int i = 0; i < turns; i++) {
            turned = Solids.quarterTurn(turned, 2);
        }
        assertAlike(PrintabilityCheck.run(turned, LIMITS), PrintabilityCheck.run(PART, LIMITS));
    }

    @Test
    void placementIsTheSameAsATurnedModel() {
        Placement onItsSide = new Placement(new double[] {1, 0, 0, 0, 0, -1, 0, 1, 0});

        assertAlike(
                PrintabilityCheck.run(PART, LIMITS, onItsSide),
                PrintabilityCheck.run(Solids.quarterTurn(PART, 0), LIMITS));
    }

    @Test
    void samePartGivesTheSameReport() {
        assertThat(PrintabilityCheck.run(PART, LIMITS).judgements())
                .isEqualTo(PrintabilityCheck.run(PART, LIMITS).judgements());
    }

    @Test
    void soupIsJudgedAsTheSolidThatItIs() {
        PrintabilityReport soup = PrintabilityCheck.run(Shapes.soup(PART), LIMITS);

        assertThat(soup.unjudged()).isEmpty();
        assertAlike(soup, PrintabilityCheck.run(PART, LIMITS));
    }

    @Test
    void placesAreBoundedAndTheCountIsNot() {
        PrintabilityReport report = PrintabilityCheck.run(PART, LIMITS, Placement.asDrawn(), 1);

        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.places().size()).isLessThanOrEqualTo(1));
    }

    @Test
    void matrixThatIsNoRotationIsRefused() {
        assertThatThrownBy(() -> new Placement(new double[] {1, 0, 0, 0, 1, 0, 0, 0, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mirrors");
        assertThatThrownBy(() -> new Placement(new double[] {2, 0, 0, 0, 1, 0, 0, 0, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void openMeshIsJudgedWithAReservation() {
        PrintabilityReport report =
                PrintabilityCheck.run(Shapes.without(Solids.block(0, 0, 0, 20, 20, 0.5), 4), LIMITS);

        assertThat(report.of(FindingKind.THIN_WALL)).hasSize(1);
        assertThat(report.unjudged()).extracting(Unjudged::kind).containsExactly(FindingKind.NOT_A_SOLID);
    }

    @Test
    void meshWithoutFacetsAndMeshWithoutAreaAreNotJudged() {
        TriangleMesh empty = TriangleMesh.of(new double[3], new int[0], LengthUnit.MILLIMETRE);
        TriangleMesh line =
                TriangleMesh.of(new double[] {0, 0, 0, 1, 1, 1, 2, 2, 2}, new int[] {0, 1, 2}, LengthUnit.MILLIMETRE);

        for (TriangleMesh mesh : List.of(empty, line)) {
            PrintabilityReport report = PrintabilityCheck.run(mesh, LIMITS);
            assertThat(report.findings()).isEmpty();
            assertThat(report.unjudged()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(ProcessCategory.class)
    void brokenMeshesThrowNothing(ProcessCategory category) {
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            TriangleMesh mesh = i < 8 ? rubble(random) : BenchmarkModels.broken(BenchmarkModels.clean(1000));
            PrintabilityReport report = PrintabilityCheck.run(mesh, ProcessLimits.of(category));
            assertThat(report.unjudged()).isNotEmpty();
            report.findings().forEach(finding -> assertThat(finding.measure()).isNotNaN());
        }
    }

    /** Facets between random points, some of them equal or far away. */
    private static TriangleMesh rubble(Random random) {
        double[] points = new double[90];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextInt(8) * (random.nextInt(50) == 0 ? 1e4 : 1);
        }
        int[] facets = new int[180];
        for (int i = 0; i < facets.length; i++) {
            facets[i] = random.nextInt(30);
        }
        return TriangleMesh.of(points, facets, LengthUnit.UNSPECIFIED);
    }
}
