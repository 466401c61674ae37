package io.amsphub.mesh.arrange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class MeshBooleanTest {

    private static void assertSolid(TriangleMesh mesh, double volume) {
        DetectionReport report = MeshDetection.detect(mesh);
        assertThat(report.blocking()).isEmpty();
        assertThat(report.measures().volumeMm3()).isCloseTo(volume, within(1e-9 * Math.max(1, volume)));
    }

    @Test
    void boxesInGeneralPositionUniteIntersectAndSubtract() {
        TriangleMesh a = Shapes.box(0, 0, 0, 2);
        TriangleMesh b = Shapes.box(0.75, 0.5, 0.25, 2);
        double common = 1.25 * 1.5 * 1.75;

        assertSolid(MeshBoolean.union(a, b), 16 - common);
        assertSolid(MeshBoolean.intersection(a, b), common);
        assertSolid(MeshBoolean.difference(a, b), 8 - common);
    }

    @Test
    void boxesWithACommonFaceUniteAcrossIt() {
        TriangleMesh a = Shapes.box(0, 0, 0, 2);

        assertSolid(MeshBoolean.union(a, Shapes.box(2, 0, 0, 2)), 16);
        assertSolid(MeshBoolean.union(a, Shapes.box(2, 0.5, 0.25, 2)), 16);
        assertSolid(MeshBoolean.difference(a, Shapes.box(2, 0.5, 0.25, 2)), 8);
        assertThat(MeshBoolean.intersection(a, Shapes.box(2, 0, 0, 2)).facetCount())
                .isZero();
    }

    @Test
    void boxesWithFacesInOnePlaneUnite() {
        TriangleMesh a = Shapes.box(0, 0, 0, 2);

        assertSolid(MeshBoolean.union(a, Shapes.box(1, 0, 0, 2)), 12);
        assertSolid(MeshBoolean.union(a, Shapes.box(0.5, 0.5, 0, 2)), 16 - 1.5 * 1.5 * 2);
        assertSolid(MeshBoolean.intersection(a, Shapes.box(0.5, 0.5, 0, 2)), 1.5 * 1.5 * 2);
        assertSolid(MeshBoolean.difference(a, Shapes.box(0.5, 0.5, 0, 2)), 8 - 1.5 * 1.5 * 2);
    }

    @Test
    void sameBoxTwiceIsOneBox() {
        TriangleMesh a = Shapes.box(0, 0, 0, 2);

        assertSolid(MeshBoolean.union(a, a), 8);
        assertSolid(MeshBoolean.intersection(a, a), 8);
        assertThat(MeshBoolean.difference(a, a).facetCount()).isZero();
    }

    @Test
    void boxWithinABoxLeavesACavity() {
        TriangleMesh hollow = MeshBoolean.difference(Shapes.box(0, 0, 0, 4), Shapes.box(0.5, 0, 0, 2));

        assertSolid(hollow, 64 - 8);
        assertThat(MeshDetection.detect(hollow).measures().components()).isEqualTo(2);
        assertSolid(MeshBoolean.union(Shapes.box(0, 0, 0, 4), Shapes.box(0.5, 0, 0, 2)), 64);
    }

    @Test
    void boxesApartStayApart() {
        assertSolid(MeshBoolean.union(Shapes.box(0, 0, 0, 2), Shapes.box(5, 0, 0, 2)), 16);
    }

    @Test
    void linkedRingsAreCutWithoutALossOfVolume() {
        TriangleMesh a = Shapes.torus(10, 3, 48, 24);
        TriangleMesh b = Shapes.moved(Shapes.torus(10, 3, 48, 24), 4.321, 1.234, 0.777);
        double va = MeshDetection.detect(a).measures().volumeMm3();

        MeshMeasures union = solid(MeshBoolean.union(a, b));
        MeshMeasures common = solid(MeshBoolean.intersection(a, b));
        MeshMeasures left = solid(MeshBoolean.difference(a, b));

        assertThat(union.volumeMm3() + common.volumeMm3()).isCloseTo(2 * va, within(1e-9 * va));
        assertThat(left.volumeMm3() + common.volumeMm3()).isCloseTo(va, within(1e-9 * va));
        assertThat(common.volumeMm3()).isGreaterThan(10);
    }

    private static MeshMeasures solid(TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        assertThat(report.blocking()).isEmpty();
        return report.measures();
    }
}
