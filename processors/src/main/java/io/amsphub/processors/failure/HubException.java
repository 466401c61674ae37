package io.amsphub.processors.failure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the hub understands: the input or the state is at fault, not the code.
 *
 * <p>Carries a stable code, what happened, where in the input, and the remedy. It is safe to show
 * to the caller in full.
 */
public final class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode failureCode;
    private final transient Problem problem;
    private final transient List<Problem> details;
    private transient @Nullable Duration retryAfter;

    /** A refusal of one thing. */
    public HubException(FailureCode code, String detail, @Nullable String where, String remedy) {
        this(code, detail, where, remedy, List.of());
    }

    /** A refusal that gathers several things that are wrong at once. */
    public HubException(FailureCode code, String detail, @Nullable String where, String remedy, List<Problem> details) {
        super(code.code() + " " + code.title() + ": " + detail);
        this.failureCode = code;
        this.problem = Problem.of(code, detail, where, remedy);
        this.details = List.copyOf(details);
    }

    /** Returns the stable code with its HTTP status. */
    public FailureCode failureCode() {
        return failureCode;
    }

    /** Returns what happened as a value. */
    public Problem problem() {
        return problem;
    }

    /** Says after what time the same may be tried again, and returns the refusal. */
    public HubException retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    /** Returns after what time the same may be tried again, when that is known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Returns the single problems, when several were found at once. */
    public List<Problem> details() {
        return details;
    }
}
