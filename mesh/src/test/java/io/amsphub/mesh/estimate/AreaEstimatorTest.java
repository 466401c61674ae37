package io.amsphub.mesh.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Solids;
import org.junit.jupiter.api.Test;

class AreaEstimatorTest {

    @Test
    void aVatBuildTakesItsLayersAndAreaIsFree() {
        PrintEstimate thin = AreaEstimator.alone(Solids.block(10, 10, 10), AreaMachine.VAT_MASK);
        PrintEstimate wide = AreaEstimator.alone(Solids.block(60, 60, 10), AreaMachine.VAT_MASK);

        assertThat(thin.layers()).isEqualTo(200);
        assertThat(thin.printTimeS()).isCloseTo(200 * 18 + 10 * 2.5, within(1e-9));
        assertThat(wide.printTimeS()).isEqualTo(thin.printTimeS());
        assertThat(thin.feedstockMm3()).isCloseTo(1050, within(0.5));
    }

    @Test
    void aPowderBedTakesAreaAndContour() {
        AreaMachine machine = AreaMachine.POLYMER_POWDER_BED;
        PrintEstimate one = AreaEstimator.alone(Solids.block(30, 20, 12), machine);

        double layer = 12 + 600 / 1500.0 + 100 / 3000.0;
        assertThat(one.printTimeS()).isCloseTo(100 * layer + 4 * 3600, within(0.1));
    }

    @Test
    void aSharedBuildCostsEachPartItsShare() {
        AreaMachine jet = AreaMachine.BINDER_JET;
        PrintEstimate shared = AreaEstimator.shared(Solids.block(50, 50, 8), jet);
        PrintEstimate alone = AreaEstimator.alone(Solids.block(50, 50, 8), jet);

        assertThat(shared.printTimeS()).isCloseTo(alone.printTimeS() * 2500 / 50000, within(1e-6));
        PrintEstimate nested = AreaEstimator.shared(Solids.block(50, 50, 8), AreaMachine.POLYMER_POWDER_BED);
        assertThat(nested.printTimeS())
                .isLessThan(AreaEstimator.alone(Solids.block(50, 50, 8), AreaMachine.POLYMER_POWDER_BED)
                                .printTimeS()
                        / 10);
    }
}
