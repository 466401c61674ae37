package io.amsphub.processors.erp;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That an ERP did not do what it was asked: it cannot be reached at all, or it refuses this one thing. The
 * difference decides whether everything waits or one task does.
 */
public final class ErpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean whole;
    private final @Nullable Duration notBefore;

    private ErpException(Problem problem, boolean whole, @Nullable Duration notBefore, @Nullable Throwable cause) {
        super(problem.code() + " " + problem.detail(), cause);
        this.problem = problem;
        this.whole = whole;
        this.notBefore = notBefore;
    }

    /** The ERP does not answer, or not in time; whether it has done what was asked is not known. */
    public static ErpException unreachable(String what, @Nullable Throwable cause) {
        return new ErpException(
                Problem.of(
                        FailureCode.ERP_UNREACHABLE,
                        what,
                        null,
                        "nothing is lost: the hub tries again by itself; check that the ERP runs and its address"),
                true,
                null,
                cause);
    }

    /** The ERP asks to be left alone for a while. */
    public static ErpException busy(String what, Duration notBefore) {
        return new ErpException(
                Problem.of(FailureCode.ERP_UNREACHABLE, what, null, "nothing is lost: the hub tries again by itself"),
                true,
                notBefore,
                null);
    }

    /** The ERP does not let the hub in. */
    public static ErpException login(String what) {
        return new ErpException(
                Problem.of(
                        FailureCode.ERP_LOGIN,
                        what,
                        null,
                        "correct user and password of the hub's settings, and its rights in the ERP"),
                true,
                null,
                null);
    }

    /** The ERP refuses what it was asked. */
    public static ErpException refused(String what, @Nullable String where, String remedy) {
        return new ErpException(Problem.of(FailureCode.ERP_REFUSED, what, where, remedy), false, null, null);
    }

    /** The answer of the ERP has no meaning for the hub. */
    public static ErpException unintelligible(String what, @Nullable Throwable cause) {
        return new ErpException(
                Problem.of(
                        FailureCode.ERP_UNINTELLIGIBLE,
                        what,
                        null,
                        "check the version of the ERP and what stands between it and the hub"),
                false,
                null,
                cause);
    }

    /** Returns what happened. */
    public Problem problem() {
        return problem;
    }

    /** Returns whether nothing can be asked of the ERP at the moment, not only this. */
    public boolean whole() {
        return whole;
    }

    /** Returns how long the ERP wants to be left alone, if it said so. */
    public @Nullable Duration notBefore() {
        return notBefore;
    }
}
