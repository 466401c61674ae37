package io.amsphub.config.simulator.protocol;

import org.jspecify.annotations.Nullable;

/** A command that cannot be obeyed because it cannot be read; it can still be answered. */
public final class UnreadableCommandException extends Exception {

    private final RefusalCode code;
    private final transient @Nullable String command;
    private final transient @Nullable String job;

    UnreadableCommandException(RefusalCode code, String message) {
        this(code, message, null, null);
    }

    private UnreadableCommandException(
            RefusalCode code, String message, @Nullable String command, @Nullable String job) {
        super(message);
        this.code = code;
        this.command = command;
        this.job = job;
    }

    UnreadableCommandException about(@Nullable String commandId, @Nullable String jobId) {
        return new UnreadableCommandException(code, String.valueOf(getMessage()), commandId, jobId);
    }

    /** MALFORMED or UNSUPPORTED. */
    public RefusalCode code() {
        return code;
    }

    /** The id of the command, when at least that could be read. */
    public @Nullable String command() {
        return command;
    }

    /** The id of the job, when it could be read. */
    public @Nullable String job() {
        return job;
    }
}
