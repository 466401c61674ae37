package io.amsphub.mesh.orient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.Solids;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import org.junit.jupiter.api.Test;

class OrientationSearchTest {

    private static final double[] UNTURNED = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    /** A stem of 4 x 4 x 10 under a plate of 12 x 12 x 3. */
    private static TriangleMesh mushroom() {
        return Shapes.together(
                Shapes.moved(Solids.block(4, 4, 10), 4, 4, 0), Shapes.moved(Solids.block(12, 12, 3), 0, 0, 10));
    }

    @Test
    void supportBelowAPlateIsTheSpaceAroundItsStem() {
        BuildOrientation standing = OrientationSearch.measure(mushroom(), OrientationWeights.DEFAULT, UNTURNED);

        assertThat(standing.supportMm3()).isCloseTo((144 - 16) * 10, within(20.0));
        assertThat(standing.contactMm2()).isCloseTo(144, within(1e-9));
        assertThat(standing.heightMm()).isEqualTo(13);
    }

    @Test
    void aPlateOnAStemIsTurnedOver() {
        BuildOrientation best = OrientationSearch.best(mushroom(), OrientationWeights.DEFAULT);
        TriangleMesh turned = best.apply(mushroom());

        assertThat(best.supportMm3()).isCloseTo(0, within(1e-6));
        assertThat(best.rotation()[8]).isCloseTo(-1, within(1e-9));
        assertThat(turned.boundingBox().minZ()).isCloseTo(0, within(1e-9));
        assertThat(turned.boundingBox().minX()).isCloseTo(-6, within(1e-9));
    }

    @Test
    void aTallBarLiesDownAndAConeStandsOnItsBase() {
        BuildOrientation bar = OrientationSearch.best(Solids.block(5, 5, 100), OrientationWeights.DEFAULT);
        TriangleMesh cone = Solids.revolved(64, 0, 0, 10, 0, 0, 20);
        double[] askew = {1, 0, 0, 0, 0.6, -0.8, 0, 0.8, 0.6};
        TriangleMesh tilted =
                TriangleMesh.of(BuildOrientation.turned(cone.points(), askew), cone.facets(), LengthUnit.MILLIMETRE);

        assertThat(bar.heightMm()).isCloseTo(5, within(1e-9));
        assertThat(OrientationSearch.best(tilted, OrientationWeights.DEFAULT).heightMm())
                .isCloseTo(20, within(1e-6));
    }

    @Test
    void whatTipsCostsMoreAndTheOrderIsTheSameEachTime() {
        TriangleMesh bar = Solids.block(5, 5, 100);
        BuildOrientation upright = OrientationSearch.measure(bar, OrientationWeights.DEFAULT, UNTURNED);
        BuildOrientation lying = OrientationSearch.best(bar, OrientationWeights.DEFAULT);

        assertThat(upright.instability()).isGreaterThan(lying.instability()).isLessThan(1);
        assertThat(upright.instability()).isCloseTo(1 - Math.atan2(2.5, 50) / (Math.PI / 2), within(1e-9));
        assertThat(OrientationSearch.best(bar, OrientationWeights.DEFAULT).rotation())
                .isEqualTo(lying.rotation());
    }

    @Test
    void nothingHasNoWayUp() {
        TriangleMesh nothing = TriangleMesh.of(new double[0], new int[0], LengthUnit.MILLIMETRE);

        assertThatThrownBy(() -> OrientationSearch.best(nothing, OrientationWeights.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
