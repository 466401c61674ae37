package io.amsphub.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    /** The secret of RFC 6238, appendix B, in base 32. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.codeAt(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void codeIsGoodOneStepEarlyOrLateAndOnce() {
        Instant now = Instant.ofEpochSecond(1_234_567_890);
        long step = now.getEpochSecond() / 30;
        String code = Totp.codeAt(SECRET, now);
        assertThat(Totp.step(SECRET, code, now, -1)).hasValue(step);
        assertThat(Totp.step(SECRET, code, now.plusSeconds(30), -1)).hasValue(step);
        assertThat(Totp.step(SECRET, code, now.minusSeconds(30), -1)).hasValue(step);
        assertThat(Totp.step(SECRET, code, now.plusSeconds(90), -1)).isEmpty();
        assertThat(Totp.step(SECRET, code, now, step)).as("used before").isEmpty();
        assertThat(Totp.step(SECRET, "", now, -1)).isEmpty();
        assertThat(Totp.step(SECRET, "0" + code, now, -1)).isEmpty();
    }

    @Test
    void secretsAreOf160BitsAndReadByAuthenticators() {
        String secret = Totp.newSecret();
        assertThat(secret).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.newSecret());
        assertThat(Totp.uri("AMSP Hub", "anna@acme", secret))
                .isEqualTo("otpauth://totp/AMSP%20Hub:anna%40acme?secret=" + secret
                        + "&issuer=AMSP%20Hub&algorithm=SHA1&digits=6&period=30");
    }
}
