package io.amsphub.connectors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2PasswordsTest {

    private final Argon2Passwords passwords = new Argon2Passwords();

    @Test
    void hashSaysHowItWasMadeAndFitsItsPasswordOnly() {
        String hash = passwords.hash("correct horse battery");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
        assertThat(passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(passwords.matches("correct horse batterx", hash)).isFalse();
        assertThat(passwords.hash("correct horse battery")).as("salted").isNotEqualTo(hash);
    }

    @Test
    void passwordsMayHoldAnyCharacters() {
        String odd = "Grüße, 世界 \uD83D\uDE00 and spaces";
        assertThat(passwords.matches(odd, passwords.hash(odd))).isTrue();
    }
}
