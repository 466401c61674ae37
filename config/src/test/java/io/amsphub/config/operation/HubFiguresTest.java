package io.amsphub.config.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubFiguresTest {

    @ParameterizedTest
    @CsvSource({"PT0S, PT5S", "PT0.25S, PT5S", "PT1S, PT20S", "PT3S, PT1M", "PT10S, PT1M"})
    void whatTakesLongIsCountedLessOftenButOnceAMinute(Duration counting, Duration fresh) {
        assertThat(HubFigures.fresh(counting)).isEqualTo(fresh);
    }
}
