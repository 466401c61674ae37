package io.amsphub.processors.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that the hub keeps its things in cannot be reached, or went away in the middle. Neither the input nor the
 * state is at fault, so nobody may decide anything by it: the same is to be tried again later.
 */
public abstract class AwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    AwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns what a caller is told; the reason, which names hosts, is for the log and for health. */
    public abstract HubException refusal();

    final HubException refusal(FailureCode code, String detail, String healthCheck) {
        HubException refusal = new HubException(
                        code,
                        detail,
                        null,
                        "repeat the request later, a change under the same Idempotency-Key; operators see the reason in"
                                + " the health check " + healthCheck)
                .retryAfter(RETRY_AFTER);
        refusal.initCause(this);
        return refusal;
    }
}
