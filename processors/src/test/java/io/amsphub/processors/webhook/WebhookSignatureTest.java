package io.amsphub.processors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** The vector of the reference libraries of Standard Webhooks. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);

    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertThat(WebhookSignature.sign(SECRET, ID, AT.getEpochSecond(), BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void headersCarryOneSignatureForEachSecretTheNewestFirst() {
        String newer = WebhookSignature.freshSecret(new SecureRandom());
        assertThat(WebhookSignature.headers(List.of(newer, SECRET), ID, AT, BODY))
                .containsEntry("webhook-id", ID)
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature",
                        WebhookSignature.sign(newer, ID, AT.getEpochSecond(), BODY) + " " + SIGNATURE)
                .hasSize(3);
    }

    @Test
    void freshSecretsAreLongAndDiffer() {
        SecureRandom random = new SecureRandom();
        String one = WebhookSignature.freshSecret(random);
        assertThat(one).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(WebhookSignature.freshSecret(random));
    }

    @Test
    void whatIsNoSecretDoesNotSign() {
        for (String none : List.of("", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ", "whsec_" + "A".repeat(400))) {
            assertThatThrownBy(() -> WebhookSignature.sign(none, ID, 1, BODY))
                    .as(none)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sealIsOpenedByItsKeyForItsOwnerOnly() {
        byte[] key = new byte[32];
        SecretSeal seal = new SecretSeal(key);
        String sealed = seal.seal("whk_1", SECRET);
        assertThat(sealed).doesNotContain("MfKQ").isNotEqualTo(seal.seal("whk_1", SECRET));
        assertThat(seal.open("whk_1", sealed)).isEqualTo(SECRET);
        assertThatThrownBy(() -> seal.open("whk_2", sealed)).isInstanceOf(IllegalStateException.class);
        byte[] other = key.clone();
        other[0] = 1;
        assertThatThrownBy(() -> new SecretSeal(other).open("whk_1", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("webhook.key");
        assertThatThrownBy(() -> new SecretSeal(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
