package io.amsphub.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockoutTest {

    private final AtomicLong clock = new AtomicLong(-5);
    private final Lockout lockout = new Lockout(clock::get);

    private void tried(int times) {
        for (int i = 0; i < times; i++) {
            lockout.tried("anna");
        }
    }

    @Test
    void lockGrowsFromHalfAMinuteToAnHour() {
        tried(4);
        assertThat(lockout.waitFor("anna")).isZero();
        tried(1);
        assertThat(lockout.waitFor("anna")).isEqualTo(Duration.ofSeconds(30));
        tried(1);
        assertThat(lockout.waitFor("anna")).isEqualTo(Duration.ofSeconds(60));
        tried(20);
        assertThat(lockout.waitFor("anna")).isEqualTo(Duration.ofHours(1));
        assertThat(lockout.waitFor("berta")).isZero();
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(lockout.waitFor("anna")).isZero();
    }

    @Test
    void rightPasswordForgetsWrongOnes() {
        tried(4);
        lockout.passed("anna");
        tried(4);
        assertThat(lockout.waitFor("anna")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaaaaaa", "passwordpassword", "xx-anna-from-acme", "ababababababab"})
    void passwordThatIsEasyToGuessIsRefused(String password) {
        assertThatThrownBy(() -> PasswordRules.require("anna", password)).hasMessageContaining("AMSP-9101");
    }

    @Test
    void passwordOfWordsIsTaken() {
        assertThatCode(() -> PasswordRules.require("anna", "correct horse battery"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PasswordRules.require("anna", "long ".repeat(30)))
                .hasMessageContaining("AMSP-9101");
    }
}
