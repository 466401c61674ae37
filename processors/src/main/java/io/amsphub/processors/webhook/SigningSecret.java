package io.amsphub.processors.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that signs the calls of one subscription.
 *
 * @param sealed the secret, readable with the hub's key only ({@link SecretSeal})
 * @param createdAt by the hub's clock
 * @param validUntil when it signs no more; null for the newest
 */
public record SigningSecret(
        String sealed, Instant createdAt, @Nullable Instant validUntil) {

    /** Returns whether it signs at an instant. */
    public boolean signsAt(Instant at) {
        return validUntil == null || at.isBefore(validUntil);
    }
}
