package io.amsphub.processors.failure;

import org.jspecify.annotations.Nullable;

/** The database is away. Whether the last commit was kept is not known. */
public final class DatabaseAwayException extends AwayException {

    private static final long serialVersionUID = 1L;

    /** The database is away, for a reason in words of the database or of its driver. */
    public DatabaseAwayException(@Nullable String reason, @Nullable Throwable cause) {
        super("the database cannot be reached: " + reason, cause);
    }

    @Override
    public HubException refusal() {
        return refusal(
                FailureCode.DATABASE_AWAY,
                "what the hub keeps cannot be read or changed at the moment",
                "hub-database");
    }
}
