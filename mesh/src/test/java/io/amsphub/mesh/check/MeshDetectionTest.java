package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeshDetectionTest {

    @Test
    void closedBoxHasNoFindings() {
        DetectionReport report = MeshDetection.detect(Shapes.box(100, 0, 0, 2));

        assertThat(report.findings()).isEmpty();
        assertThat(report.solid()).isTrue();
        assertThat(report.measures().edges()).isEqualTo(18);
        assertThat(report.measures().euler()).isEqualTo(2);
        assertThat(report.measures().volumeMm3()).isCloseTo(8, within(1e-12));
        assertThat(report.measures().areaMm2()).isCloseTo(24, within(1e-12));
    }

    @Test
    void soupIsJoinedAndSaysSo() {
        DetectionReport report = MeshDetection.detect(Shapes.soup(Shapes.box(0, 0, 0, 2)));

        assertThat(report.measures().points()).isEqualTo(36);
        assertThat(report.measures().weldedVertices()).isEqualTo(8);
        assertThat(report.of(FindingKind.UNWELDED_POINT)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFORMS);
            assertThat(finding.count()).isEqualTo(28);
        });
        assertThat(report.solid()).isTrue();
    }

    @Test
    void missingFacetLeavesThreeOpenEdgesWithTheirPlaces() {
        DetectionReport report = MeshDetection.detect(Shapes.without(Shapes.box(0, 0, 0, 2), 0));

        Finding open = report.of(FindingKind.OPEN_EDGE).get(0);
        assertThat(open.count()).isEqualTo(3);
        assertThat(open.measure()).isCloseTo(4 + Math.sqrt(8), within(1e-12));
        assertThat(open.places().kind()).isEqualTo(Places.Kind.EDGE);
        assertThat(open.places().indices()).containsExactlyInAnyOrder(0, 2, 1, 2, 0, 1);
        assertThat(report.solid()).isFalse();
    }

    @Test
    void invertedShellBlocks() {
        DetectionReport report = MeshDetection.detect(Shapes.inverted(Shapes.box(0, 0, 0, 2)));

        assertThat(report.measures().invertedComponents()).isEqualTo(1);
        assertThat(report.blocking()).extracting(Finding::kind).contains(FindingKind.INVERTED_SHELL);
    }

    @Test
    void repeatedAndOppositeFacetsAreCountedAndLeftOut() {
        TriangleMesh box = Shapes.box(0, 0, 0, 2);
        int[] facets = Arrays.copyOf(box.facets(), 42);
        int[] extra = {2, 1, 0, 1, 2, 0};
        System.arraycopy(extra, 0, facets, 36, 6);

        MeshMeasures measures = MeshDetection.detect(TriangleMesh.of(box.points(), facets, LengthUnit.MILLIMETRE))
                .measures();

        assertThat(measures.duplicateFacets()).isEqualTo(2);
        assertThat(measures.duplicateOpposite()).isEqualTo(1);
        assertThat(measures.nonManifoldEdges()).isZero();
        assertThat(measures.volumeMm3()).isCloseTo(8, within(1e-12));
    }

    @Test
    void boxesThatShareACornerTouchThere() {
        DetectionReport report = MeshDetection.detect(Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(2, 2, 2, 2)));

        assertThat(report.measures().nonManifoldVertices()).isEqualTo(1);
        assertThat(report.measures().components()).isEqualTo(2);
    }

    @Test
    void boxesThatShareAnEdgeHaveACrowdedEdge() {
        DetectionReport report = MeshDetection.detect(Shapes.together(Shapes.box(0, 0, 0, 2), Shapes.box(2, 2, 0, 2)));

        assertThat(report.measures().nonManifoldEdges()).isEqualTo(1);
        assertThat(report.measures().nonManifoldVertices()).isZero();
        assertThat(report.measures().components()).isEqualTo(1);
    }

    @Test
    void turnedFacetMakesThreeEdgesInconsistent() {
        TriangleMesh box = Shapes.box(0, 0, 0, 2);
        int[] facets = box.facets().clone();
        facets[1] = box.facets()[2];
        facets[2] = box.facets()[1];

        DetectionReport report = MeshDetection.detect(TriangleMesh.of(box.points(), facets, LengthUnit.MILLIMETRE));

        assertThat(report.measures().inconsistentEdges()).isEqualTo(3);
        assertThat(report.solid()).isFalse();
    }

    @Test
    void meshWithoutFacetsIsNotASolid() {
        DetectionReport report =
                MeshDetection.detect(TriangleMesh.of(new double[3], new int[0], LengthUnit.MILLIMETRE));

        assertThat(report.solid()).isFalse();
        assertThat(report.measures().boundingBox()).isNull();
    }
}
