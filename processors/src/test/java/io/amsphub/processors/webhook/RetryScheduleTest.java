package io.amsphub.processors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private final RetrySchedule standard = RetrySchedule.STANDARD;

    @Test
    void standardIsTheTableOfTheSpecification() {
        Duration sum = Duration.ZERO;
        for (int failures = 1; failures <= 9; failures++) {
            sum = sum.plus(standard.after(failures, 0).orElseThrow());
        }
        assertThat(sum).isEqualTo(Duration.parse("PT75H35M5S"));
        assertThat(standard.after(10, 0)).isEmpty();
    }

    @Test
    void jitterLengthensByUpToAFifthAndNeverShortens() {
        assertThat(standard.after(2, 0)).contains(Duration.ofMinutes(5));
        assertThat(standard.after(2, 0.5)).contains(Duration.ofSeconds(330));
        assertThat(standard.after(2, 1)).contains(Duration.ofMinutes(6));
    }

    @Test
    void targetIsLeftAloneForLongerAndLongerUpToAMinute() {
        assertThat(List.of(1, 2, 3, 4, 5, 30, 31, 32, 1000))
                .map(failures -> standard.pause(failures, 0).toSeconds())
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L, 60L, 60L);
    }

    @Test
    void scheduleWithoutADelayIsNone() {
        assertThatThrownBy(() -> new RetrySchedule(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "120, PT2M",
        "' 7 ', PT7S",
        "0, PT0S",
        "999999999, PT24H",
        "'Thu, 26 Nov 2026 12:00:30 GMT', PT30S",
        "'Thu, 26 Nov 2026 11:00:00 GMT', PT0S",
        "'Sun, 26 Nov 2028 12:00:00 GMT', PT24H"
    })
    void retryAfterIsSecondsOrADateUpToADay(String header, Duration wanted) {
        assertThat(RetryAfter.parse(header, Instant.parse("2026-11-26T12:00:00Z")))
                .contains(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999", "2026-11-26"})
    void retryAfterThatSaysNothingIsNone(String header) {
        assertThat(RetryAfter.parse(header, Instant.EPOCH)).isEmpty();
        assertThat(RetryAfter.parse(null, Instant.EPOCH)).isEmpty();
    }
}
