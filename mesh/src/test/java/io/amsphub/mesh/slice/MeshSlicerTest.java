package io.amsphub.mesh.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.Solids;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class MeshSlicerTest {

    private static Contours[] slice(TriangleMesh mesh, double layer) {
        double height = mesh.boundingBox().sizeZ();
        return MeshSlicer.slice(mesh, LayerHeights.of(height, layer, layer), SliceRule.NON_ZERO, 0);
    }

    private static double volume(Contours[] layers, double layer) {
        double sum = 0;
        for (Contours contours : layers) {
            sum += contours.area() * layer;
        }
        return sum;
    }

    @Test
    void everyLayerOfABlockIsItsBase() {
        Contours[] layers = slice(Solids.block(20, 10, 5), 0.2);

        assertThat(layers).hasSize(25).allSatisfy(layer -> {
            assertThat(layer.area()).isCloseTo(200, within(1e-3));
            assertThat(layer.perimeter()).isCloseTo(60, within(1e-3));
            assertThat(layer.islands()).isEqualTo(1);
            assertThat(layer.holes()).isZero();
            assertThat(layer.pointCount()).isEqualTo(4);
        });
    }

    @Test
    void cavityIsAHoleOfTheLayersThatItCrosses() {
        TriangleMesh hollow = Shapes.together(Shapes.box(0, 0, 0, 20), Shapes.inverted(Shapes.box(0, 0, 0, 10)));

        Contours[] layers = slice(hollow, 0.5);

        assertThat(layers[0].holes()).isZero();
        assertThat(layers[20].holes()).isEqualTo(1);
        assertThat(layers[20].area()).isCloseTo(300, within(1e-3));
        assertThat(volume(layers, 0.5)).isCloseTo(7000, within(0.1));
    }

    @Test
    void ballConeAndTorusHaveTheVolumeOfTheirFacets() {
        assertThat(volume(slice(Solids.ball(10, 200), 0.05), 0.05)).isCloseTo(4.0 / 3 * Math.PI * 1000, within(6.0));
        assertThat(volume(slice(Solids.revolved(200, 0, 0, 10, 0, 0, 30), 0.05), 0.05))
                .isCloseTo(Math.PI * 1000, within(4.0));
        Contours[] torus = slice(Shapes.torus(25, 8, 200, 100), 0.05);
        assertThat(volume(torus, 0.05)).isCloseTo(2 * Math.PI * Math.PI * 25 * 64, within(40.0));
        assertThat(torus[torus.length / 2].holes()).isEqualTo(1);
        assertThat(torus[torus.length / 2].islands()).isEqualTo(1);
    }

    @Test
    void verticesOnThePlaneNeitherDoubleNorBreakContours() {
        Contours[] layers =
                slice(Shapes.together(Solids.block(5, 5, 1), Shapes.moved(Solids.block(3, 3, 1), 1, 1, 1)), 2.0 / 3);

        assertThat(layers).hasSize(3);
        assertThat(layers[0].area()).isCloseTo(25, within(1e-3));
        assertThat(layers[1].area()).isCloseTo(25, within(1e-3));
        assertThat(layers[2].area()).isCloseTo(9, within(1e-3));
    }

    @Test
    void smallHolesAndTurnedFacetsInTheMeshAreClosed() {
        TriangleMesh ball = Solids.ball(10, 60);
        double sound = volume(slice(ball, 0.2), 0.2);
        TriangleMesh broken = Shapes.without(Shapes.without(ball, 700), 900);

        assertThat(volume(slice(Shapes.soup(broken), 0.2), 0.2)).isCloseTo(sound, within(0.005 * sound));
        assertThat(volume(slice(Shapes.inverted(ball), 0.2), 0.2)).isCloseTo(sound, within(1e-3 * sound));
    }

    @Test
    void overlappingShellsAreOneSolidAndNestedOnesFollowTheRule() {
        TriangleMesh twins = Shapes.together(Shapes.box(0, 0, 0, 10), Shapes.box(5, 0, 0, 10));
        TriangleMesh nested = Shapes.together(Shapes.box(0, 0, 0, 10), Shapes.box(0, 0, 0, 4));
        LayerHeights heights = LayerHeights.of(10, 1, 1);

        assertThat(slice(twins, 1)[5].area()).isCloseTo(150, within(1e-3));
        assertThat(MeshSlicer.slice(nested, heights, SliceRule.NON_ZERO, 0)[5].area())
                .isCloseTo(100, within(1e-3));
        assertThat(MeshSlicer.slice(nested, heights, SliceRule.EVEN_ODD, 0)[5].area())
                .isCloseTo(84, within(1e-3));
    }

    @Test
    void noFacetsGiveNoLayersAndImpossibleHeightsAreRefused() {
        assertThat(LayerHeights.of(0, 0.2, 0.2).count()).isZero();
        assertThatThrownBy(() -> LayerHeights.of(10, 0.2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LayerHeights.of(1e9, 0.2, 1e-3)).isInstanceOf(IllegalArgumentException.class);
    }
}
