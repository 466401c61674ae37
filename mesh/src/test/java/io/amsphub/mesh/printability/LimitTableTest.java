package io.amsphub.mesh.printability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.measure.BuildVolume;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTableTest {

    @ParameterizedTest
    @EnumSource(ProcessCategory.class)
    void everyCategoryHasWallsGapsHolesAndPinsAndEveryFigureItsSource(ProcessCategory category) {
        ProcessLimits limits = ProcessLimits.of(category);

        assertThat(limits.has(Limit.WALL_SUPPORTED)).isTrue();
        assertThat(limits.has(Limit.GAP)).isTrue();
        assertThat(limits.has(Limit.HOLE)).isTrue();
        assertThat(limits.has(Limit.PIN)).isTrue();
        for (Limit limit : Limit.values()) {
            assertThat(limits.has(limit)).isEqualTo(!limits.source(limit).isEmpty());
            assertThat(limits.has(limit)).isEqualTo(limits.value(limit) >= 0);
        }
        assertThat(limits.value(Limit.WALL_UNSUPPORTED)).isGreaterThanOrEqualTo(limits.value(Limit.WALL_SUPPORTED));
    }

    @Test
    void wallOfMaterialExtrusionFollowsTheNozzleAndTheIslandTheLayer() {
        ProcessLimits limits = ProcessLimits.of(ProcessCategory.MEX);

        assertThat(limits.value(Limit.WALL_SUPPORTED)).isCloseTo(0.8, within(1e-12));
        assertThat(limits.withNozzle(0.6).value(Limit.WALL_SUPPORTED)).isCloseTo(1.2, within(1e-12));
        assertThat(limits.withLayer(0.1).value(Limit.ISLAND)).isCloseTo(0.1, within(1e-12));
        assertThat(limits.withNozzle(0.6).value(Limit.HOLE)).isEqualTo(limits.value(Limit.HOLE));
    }

    @Test
    void metalNeedsSupportAndPolymerDoesNot() {
        assertThat(ProcessLimits.of(ProcessCategory.PBF, "PA 12", "").has(Limit.OVERHANG_ANGLE))
                .isFalse();
        assertThat(ProcessLimits.of(ProcessCategory.PBF, "AlSi10Mg", "").value(Limit.OVERHANG_ANGLE))
                .isEqualTo(45);
        assertThat(ProcessLimits.of(ProcessCategory.PBF, "alsi-10 mg", "").value(Limit.OVERHANG_ANGLE))
                .isEqualTo(45);
    }

    @Test
    void machineOverridesCategoryAndKnowsItsBuildVolume() {
        ProcessLimits limits = ProcessLimits.of(ProcessCategory.PBF, "PA12", "HP Jet Fusion 5200");

        assertThat(limits.value(Limit.HOLE)).isEqualTo(0.5);
        assertThat(limits.value(Limit.FLAT_AREA))
                .isEqualTo(ProcessLimits.of(ProcessCategory.PBF).value(Limit.FLAT_AREA));
        assertThat(limits.buildVolume()).isEqualTo(new BuildVolume(380, 284, 380));
        assertThat(ProcessLimits.of(ProcessCategory.PBF).buildVolume()).isNull();
    }

    @Test
    void limitCanBeSetAndTakenAway() {
        ProcessLimits limits = ProcessLimits.of(ProcessCategory.VPP).with(Limit.PIN, 0.3, "own trial");

        assertThat(limits.value(Limit.PIN)).isEqualTo(0.3);
        assertThat(limits.source(Limit.PIN)).isEqualTo("own trial");
        assertThat(limits.without(Limit.PIN).has(Limit.PIN)).isFalse();
        assertThat(limits.without(Limit.PIN).value(Limit.PIN)).isNaN();
    }

    @Test
    void tableOfOnesOwnOverridesMaterialByMaterial() throws IOException {
        LimitTable table = LimitTable.read(new StringReader("""
                # remark
                source\tx\town trials
                family\tMEX\tsoft\tTPU, TPE
                limit\tMEX\t*\tGAP\t0.5\tx
                limit\tMEX\t*\tHOLE\t2\tx
                limit\tMEX\tsoft\tGAP\t0.7\tx
                limit\tMEX\tTPE\tHOLE\tnone\tx
                """));

        assertThat(table.limits(ProcessCategory.MEX, "PLA", "").value(Limit.GAP))
                .isEqualTo(0.5);
        assertThat(table.limits(ProcessCategory.MEX, "tpe", "").value(Limit.GAP))
                .isEqualTo(0.7);
        assertThat(table.limits(ProcessCategory.MEX, "TPU", "").has(Limit.HOLE)).isTrue();
        assertThat(table.limits(ProcessCategory.MEX, "TPE", "").has(Limit.HOLE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit\tMEX\t*\tGAP\t0.5\tnowhere",
                "limit\tXXX\t*\tGAP\t0.5\tx",
                "limit\tMEX\t*\tGIRTH\t0.5\tx",
                "limit\tMEX\t*\tGAP\twide\tx",
                "limit\tMEX\t*\tGAP\t-1\tx",
                "limit\tMEX\t*\tGAP\t2 elephants\tx",
                "limit\tMEX\tGAP\t0.5\tx",
                "something"
            })
    void lineThatIsNotUnderstoodIsNamed(String line) {
        assertThatThrownBy(() -> LimitTable.read(new StringReader("source\tx\ttext\n" + line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ");
    }
}
