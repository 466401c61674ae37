package io.amsphub.processors.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be reached, or went away in the middle. Neither the input nor the state is at fault, so nobody
 * may decide anything by it: the same is to be tried again later. Whether the last commit was kept is not known.
 */
public final class DatabaseAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** The database is away, for a reason in words of the database or of its driver. */
    public DatabaseAwayException(@Nullable String reason, @Nullable Throwable cause) {
        super("the database cannot be reached: " + reason, cause);
    }

    /** Returns what a caller is told; the reason, which names hosts, is for the log and for health. */
    public HubException refusal() {
        HubException refusal = new HubException(
                        FailureCode.DATABASE_AWAY,
                        "what the hub keeps cannot be read or changed at the moment",
                        null,
                        "repeat the request later, a change under the same Idempotency-Key; operators see the reason in"
                                + " the health check hub-database")
                .retryAfter(RETRY_AFTER);
        refusal.initCause(this);
        return refusal;
    }
}
