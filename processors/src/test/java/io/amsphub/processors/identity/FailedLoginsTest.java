package io.amsphub.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private static final String HERE = "192.0.2.1";

    private final AtomicLong clock = new AtomicLong(7);
    private final FailedLogins failures = new FailedLogins(clock::get);

    private void guess(String name, int times) {
        for (int i = 0; i < times; i++) {
            failures.failed(HERE, name);
        }
    }

    @Test
    void fiveWrongSecretsAndThenOneInTenSeconds() {
        guess("olga", 4);
        assertThat(failures.waitFor(HERE, "olga")).isZero();
        guess("olga", 1);
        assertThat(failures.waitFor(HERE, "olga")).isEqualTo(Duration.ofSeconds(10));
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(failures.waitFor(HERE, "olga")).isZero();
    }

    @Test
    void guessesThatCameAtOnceDoNotRunUpADebt() {
        guess("olga", 100);
        assertThat(failures.waitFor(HERE, "olga")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoCameInLatelyIsNotShutOutByOthersFromThere() {
        failures.passed(HERE, "neighbour");
        for (int i = 0; i < 60; i++) {
            guess("guess" + i, 1);
        }
        assertThat(failures.waitFor(HERE, "stranger")).isPositive();
        assertThat(failures.waitFor(HERE, "neighbour")).isZero();
        assertThat(failures.waitFor("192.0.2.2", "stranger")).isZero();
        clock.addAndGet(Duration.ofHours(2).toNanos());
        guess("guess", 50);
        for (int i = 0; i < 60; i++) {
            guess("again" + i, 1);
        }
        assertThat(failures.waitFor(HERE, "neighbour")).as("a while ago").isPositive();
    }

    @Test
    void comingInDoesNotOpenTheWayForGuessingThatName() {
        failures.passed(HERE, "olga");
        guess("olga", 5);
        assertThat(failures.waitFor(HERE, "olga")).isPositive();
    }
}
