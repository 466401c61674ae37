package io.amsphub.processors.quote;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.memory.Samples;
import org.junit.jupiter.api.Test;

/** The rule of the samples: the last 5 jobs, between a quarter and four times the estimate. */
class MachineCalibrationTest {

    private static MachineCalibration after(double... ratios) {
        MachineCalibration known = MachineCalibration.none("north/a", "north", ProcessCategory.MEX);
        for (int i = 0; i < ratios.length; i++) {
            known = known.with(
                    new MachineCalibration.Sample("job-" + i, 1000, 1000 * ratios[i], Samples.THEN, ""),
                    Samples.RULES.calibration());
        }
        return known;
    }

    @Test
    void ratioIsTheMedianSoThatOneOddJobMovesItLittle() {
        assertThat(after(1.1, 1.2, 3.9).ratio()).isEqualTo(1.2);
        assertThat(after(1.1, 1.2).ratio()).isEqualTo((1.1 + 1.2) / 2);
        assertThat(after().ratio()).isEqualTo(1);
    }

    @Test
    void timesThatNoPrintOfTheFileTakesAreSetAsideAndSaid() {
        MachineCalibration known = after(0.001, 1.3, 50);
        assertThat(known.ratio()).isEqualTo(1.3);
        assertThat(known.counted()).isEqualTo(1);
        assertThat(known.setAside()).isEqualTo(2);
        assertThat(known.samples().get(0).setAside()).contains("0.25");
    }

    @Test
    void onlyTheNewestJobsCount() {
        MachineCalibration known = after(2, 2, 2, 1.5, 1.5, 1.5);
        assertThat(known.samples()).hasSize(5);
        assertThat(known.ratio()).isEqualTo(1.5);
        assertThat(known.knows("job-0")).isFalse();
        assertThat(known.knows("job-5")).isTrue();
    }
}
