package io.amsphub.processors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSubscriptionTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final WebhookSubscription fresh = new WebhookSubscription(
            "whk_1",
            "acme",
            "https://acme.example/hooks",
            List.of("order.*"),
            "",
            WebhookState.ACTIVE,
            null,
            List.of(new SigningSecret("a", NOW, null)),
            100,
            "anna",
            NOW,
            0);

    private static List<String> signing(WebhookSubscription subscription, Instant at) {
        return subscription.secrets().stream()
                .filter(s -> s.signsAt(at))
                .map(SigningSecret::sealed)
                .toList();
    }

    @Test
    void oldSecretSignsBesideTheNewOneUntilTheOverlapIsOver() {
        Instant until = NOW.plusSeconds(60);
        WebhookSubscription rotated = fresh.rotated("b", NOW, until);
        assertThat(signing(rotated, until.minusSeconds(1))).containsExactly("b", "a");
        assertThat(signing(rotated, until)).containsExactly("b");
    }

    @Test
    void rotatingWithoutOverlapEndsTheOldSecretAtOnce() {
        assertThat(fresh.rotated("b", NOW, NOW).secrets())
                .extracting(SigningSecret::sealed)
                .containsExactly("b");
    }

    @Test
    void rotatingAgainNeverLengthensTheLifeOfAnOlderSecret() {
        WebhookSubscription twice =
                fresh.rotated("b", NOW, NOW.plusSeconds(60)).rotated("c", NOW, NOW.plusSeconds(600));
        assertThat(signing(twice, NOW.plusSeconds(30))).containsExactly("c", "b", "a");
        assertThat(signing(twice, NOW.plusSeconds(61))).containsExactly("c", "b");
        assertThat(twice.rotated("d", NOW, NOW.plusSeconds(600)).secrets()).hasSize(3);
        assertThat(signing(twice.rotated("d", NOW, NOW), NOW)).containsExactly("d");
    }

    @Test
    void wantsItsTypesFromItsBeginningOn() {
        assertThat(fresh.wants("order.created", 101)).isTrue();
        assertThat(fresh.wants("order.created", 100)).isFalse();
        assertThat(fresh.wants("quote.priced", 101)).isFalse();
    }

    @Test
    void whatIsDeletedKeepsNoSecret() {
        assertThat(fresh.withState(WebhookState.DELETED, "deleted").secrets()).isEmpty();
    }
}
