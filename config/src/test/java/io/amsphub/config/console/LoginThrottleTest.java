package io.amsphub.config.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final AtomicLong clock = new AtomicLong(42);
    private final AtomicInteger asked = new AtomicInteger();
    private final LoginThrottle throttle = new LoginThrottle(clock::get);

    private Duration tryWrong(String address, String user) {
        LoginThrottle.Attempt attempt = throttle.begin(address);
        assertThat(throttle.check(user, () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                }))
                .isEmpty();
        throttle.end();
        return attempt.retryAfter();
    }

    private boolean tryRight(String address, String user) {
        throttle.begin(address);
        try {
            return throttle.check(user, () -> Optional.of(Set.of("OPERATOR"))).isPresent();
        } finally {
            throttle.end();
        }
    }

    @Test
    void sixthWrongPasswordIsNotLookedAt() {
        for (int i = 0; i < 5; i++) {
            assertThat(tryWrong("192.0.2.1", "olga")).isZero();
        }
        assertThat(tryWrong("192.0.2.1", "olga")).isEqualTo(Duration.ofSeconds(10));
        assertThat(asked).hasValue(5);
        assertThat(tryRight("192.0.2.1", "olga")).isFalse();
    }

    @Test
    void oneTryIsEarnedInTenSeconds() {
        for (int i = 0; i < 6; i++) {
            tryWrong("192.0.2.1", "olga");
        }
        clock.addAndGet(Duration.ofMillis(9_900).toNanos());
        assertThat(tryRight("192.0.2.1", "olga")).isFalse();
        clock.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(tryRight("192.0.2.1", "olga")).isTrue();
    }

    @Test
    void otherAddressesAndNamesAreNotTouched() {
        for (int i = 0; i < 6; i++) {
            tryWrong("192.0.2.1", "olga");
        }
        assertThat(tryRight("192.0.2.2", "olga")).isTrue();
        assertThat(tryRight("192.0.2.1", "anna")).isTrue();
    }

    @Test
    void successDoesNotGiveTriesBack() {
        for (int i = 0; i < 4; i++) {
            tryWrong("192.0.2.1", "olga");
        }
        assertThat(tryRight("192.0.2.1", "olga")).isTrue();
        assertThat(tryWrong("192.0.2.1", "olga")).isZero();
        assertThat(tryWrong("192.0.2.1", "olga")).isPositive();
    }

    @Test
    void tryingManyNamesFromOneAddressIsSlowedToo() {
        for (int i = 0; i < 50; i++) {
            assertThat(tryWrong("192.0.2.1", "user" + i)).isZero();
        }
        assertThat(tryWrong("192.0.2.1", "user50")).isEqualTo(Duration.ofSeconds(1));
        assertThat(tryRight("192.0.2.1", "olga")).isFalse();
        assertThat(tryRight("192.0.2.2", "olga")).isTrue();
    }
}
