package io.amsphub.mesh.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.Solids;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrintEstimatorTest {

    private static final PrusaProfile PROFILE = PrusaProfile.defaults()
            .with("first_layer_height", "0.2")
            .with("fill_pattern", "grid")
            .with("skirts", "0")
            .with(0.2, 20, 2, false);

    @Test
    void aFullBlockUsesItsVolume() {
        PrintEstimate full = PrintEstimator.estimate(Solids.block(20, 20, 10), PROFILE.with(0.2, 100, 2, false));

        assertThat(full.layers()).isEqualTo(50);
        assertThat(full.feedstockMm3()).isCloseTo(4000, within(120.0));
        assertThat(full.supportMm3()).isZero();
    }

    @Test
    void aWallOfTwoBeadsUsesItsVolume() {
        PrintEstimate wall = PrintEstimator.estimate(Solids.block(40, 0.8, 10), PROFILE);

        assertThat(wall.feedstockMm3()).isCloseTo(320, within(20.0));
        assertThat(wall.work(Feature.EXTERNAL_PERIMETER).lengthMm()).isCloseTo(50 * 79.9, within(150.0));
    }

    @Test
    void loopsAreAsLongAsTheContourInset() {
        PrintEstimate block = PrintEstimator.estimate(Solids.block(30, 30, 5), PROFILE);

        double external = 4 * (30 - 0.45) - 0.06;
        assertThat(block.work(Feature.EXTERNAL_PERIMETER).lengthMm()).isCloseTo(25 * external, within(5.0));
        double inner = 4 * (30 - 0.45 - 2 * 0.40708) - 0.06;
        assertThat(block.work(Feature.PERIMETER).lengthMm()).isCloseTo(25 * inner, within(5.0));
    }

    @Test
    void moreOfAnythingTakesMore() {
        TriangleMesh block = Solids.block(25, 25, 8);
        PrintEstimate base = PrintEstimator.estimate(block, PROFILE);

        assertThat(PrintEstimator.estimate(block, PROFILE.with(0.2, 50, 2, false))
                        .printTimeS())
                .isGreaterThan(base.printTimeS());
        assertThat(PrintEstimator.estimate(block, PROFILE.with(0.1, 20, 2, false))
                        .printTimeS())
                .isGreaterThan(1.3 * base.printTimeS());
        assertThat(PrintEstimator.estimate(block, PROFILE.with(0.2, 20, 4, false))
                        .feedstockMm3())
                .isGreaterThan(base.feedstockMm3());
        assertThat(PrintEstimator.estimate(block, PROFILE.with("perimeter_speed", "20"))
                        .printTimeS())
                .isGreaterThan(base.printTimeS());
        assertThat(PrintEstimator.estimate(block, PROFILE.with("max_volumetric_speed", "2"))
                        .printTimeS())
                .isGreaterThan(base.printTimeS());
    }

    @Test
    void overhangsGetSupportAndBridgesDoNot() {
        TriangleMesh shelf = Shapes.together(Solids.block(8, 12, 12), Shapes.moved(Solids.block(20, 12, 4), 0, 0, 8));
        TriangleMesh bridge = Shapes.together(shelf, Shapes.moved(Solids.block(4, 12, 12), 16, 0, 0));
        PrusaProfile support = PROFILE.with(0.2, 20, 2, true);

        assertThat(PrintEstimator.estimate(shelf, support).supportMm3()).isBetween(100.0, 600.0);
        assertThat(PrintEstimator.estimate(bridge, support).supportMm3()).isZero();
        assertThat(PrintEstimator.estimate(shelf, PROFILE).supportMm3()).isZero();
    }

    @Test
    void smallLayersAreGivenTimeToCool() {
        TriangleMesh pin = Solids.block(4, 4, 10);

        double cooled = PrintEstimator.estimate(pin, PROFILE).printTimeS();

        assertThat(cooled).isGreaterThan(49 * 4.0);
        assertThat(PrintEstimator.estimate(pin, PROFILE.with("cooling", "0")).printTimeS())
                .isLessThan(0.8 * cooled);
    }

    @Test
    void keptMeasuresSurviveTheirBytesAndTellOtherMachines() {
        TriangleMesh torus = Shapes.torus(20, 6, 96, 48);
        PrusaProfile faster = PROFILE.with("perimeter_speed", "120")
                .with("infill_speed", "160")
                .with("default_acceleration", "3000")
                .with("solid_infill_speed", "100");
        LayerMeasures measures = PrintEstimator.measure(torus, PROFILE);
        LayerMeasures read = LayerMeasures.fromBytes(measures.toBytes());

        assertThat(read.estimate()).isEqualTo(measures.estimate());
        assertThat(read.estimate()).isEqualTo(PrintEstimator.estimate(torus, PROFILE));
        double kept = read.estimate(faster).printTimeS();
        double fresh = PrintEstimator.estimate(torus, faster).printTimeS();
        assertThat(kept).isCloseTo(fresh, within(0.15 * fresh));
        assertThat(read.estimate(PROFILE).printTimeS())
                .isCloseTo(measures.estimate().printTimeS(), within(0.02 * fresh));
        assertThat(read.areaMm2(measures.layers() / 2)).isCloseTo(Math.PI * (26 * 26 - 14 * 14), within(12.0));
        assertThat(read.holes(measures.layers() / 2)).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoMeasuresAreRefused() {
        byte[] bytes = PrintEstimator.measure(Solids.block(5, 5, 2), PROFILE).toBytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);

        assertThatThrownBy(() -> LayerMeasures.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LayerMeasures.fromBytes(new byte[40])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void profilesAreReadWithCommentsSharesAndDefaults() throws IOException {
        PrusaProfile profile = PrusaProfile.read(new StringReader(
                "# generated\n; perimeter_speed = 50\nexternal_perimeter_speed=60%\nnozzle_diameter = 0.4,0.6\n[x]\n"));

        assertThat(profile.number("perimeter_speed")).isEqualTo(50);
        assertThat(profile.numberOrShare("external_perimeter_speed", 50)).isEqualTo(30);
        assertThat(profile.number("nozzle_diameter")).isEqualTo(0.4);
        assertThat(profile.number("infill_speed")).isEqualTo(80);
        assertThatThrownBy(() -> profile.with("perimeters", "two").number("perimeters"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perimeters");
        assertThatThrownBy(() -> profile.with(0, 20, 2, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMeshWithoutFacetsTakesNothing() {
        TriangleMesh nothing = TriangleMesh.of(new double[0], new int[0], LengthUnit.MILLIMETRE);

        assertThat(PrintEstimator.estimate(nothing, PROFILE).printTimeS()).isZero();
        assertThat(PrintEstimator.estimate(nothing, PROFILE).layers()).isZero();
    }
}
