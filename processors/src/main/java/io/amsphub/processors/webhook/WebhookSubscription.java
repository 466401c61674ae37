package io.amsphub.processors.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to be called when something happens.
 *
 * @param id {@code whk_...}
 * @param organisation whose events it gets, and nobody else's
 * @param url what is called
 * @param types which types of events
 * @param description for people
 * @param state whether it is served
 * @param reason why it is not; null while it is
 * @param secrets what its calls are signed with, the newest first
 * @param afterSequence events up to this place in the hub's order are older than it
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record WebhookSubscription(
        String id,
        String organisation,
        String url,
        List<String> types,
        String description,
        WebhookState state,
        @Nullable String reason,
        List<SigningSecret> secrets,
        long afterSequence,
        String createdBy,
        Instant createdAt,
        long version) {

    private static final int MOST_SECRETS = 3;

    /** Copies the lists. */
    public WebhookSubscription {
        types = List.copyOf(types);
        secrets = List.copyOf(secrets);
    }

    /** Returns whether it wants an event. */
    public boolean wants(String type, long sequence) {
        return sequence > afterSequence && new EventTypes(types).match(type);
    }

    /** Returns it in another state; the table is the caller's to ask. */
    public WebhookSubscription withState(WebhookState next, @Nullable String why) {
        return copy(url, types, description, next, why, next == WebhookState.DELETED ? List.of() : secrets);
    }

    /** Returns it described anew. */
    public WebhookSubscription described(String newUrl, List<String> newTypes, String newDescription) {
        return copy(newUrl, newTypes, newDescription, state, reason, secrets);
    }

    /**
     * Returns it with a new secret.
     *
     * @param sealed the new one
     * @param now from when on it signs
     * @param oldUntil when those before it sign no more
     */
    public WebhookSubscription rotated(String sealed, Instant now, Instant oldUntil) {
        List<SigningSecret> kept = new ArrayList<>();
        kept.add(new SigningSecret(sealed, now, null));
        secrets.stream()
                .map(s -> s.validUntil() == null || oldUntil.isBefore(s.validUntil())
                        ? new SigningSecret(s.sealed(), s.createdAt(), oldUntil)
                        : s)
                .filter(s -> s.signsAt(now))
                .limit(MOST_SECRETS - 1)
                .forEach(kept::add);
        return copy(url, types, description, state, reason, kept);
    }

    private WebhookSubscription copy(
            String newUrl,
            List<String> newTypes,
            String newDescription,
            WebhookState newState,
            @Nullable String newReason,
            List<SigningSecret> newSecrets) {
        return new WebhookSubscription(
                id,
                organisation,
                newUrl,
                newTypes,
                newDescription,
                newState,
                newReason,
                newSecrets,
                afterSequence,
                createdBy,
                createdAt,
                version);
    }
}
