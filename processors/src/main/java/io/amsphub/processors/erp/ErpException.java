package io.amsphub.processors.erp;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That an ERP did not do what it was asked: it cannot be reached at all, it refuses this one thing, or it fails and does
 * not say which of the two it is. The difference decides whether everything waits or one task does.
 */
public final class ErpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Scope scope;
    private final @Nullable Duration notBefore;

    /** What cannot be done. */
    private enum Scope {
        /** Anything at all. */
        WHOLE,
        /** This, and maybe anything. */
        UNKNOWN,
        /** This. */
        ONE
    }

    private ErpException(Problem problem, Scope scope, @Nullable Duration notBefore, @Nullable Throwable cause) {
        super(problem.code() + " " + problem.detail(), cause);
        this.problem = problem;
        this.scope = scope;
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
                Scope.WHOLE,
                null,
                cause);
    }

    /** The ERP asks to be left alone for a while. */
    public static ErpException busy(String what, Duration notBefore) {
        return new ErpException(
                Problem.of(FailureCode.ERP_UNREACHABLE, what, null, "nothing is lost: the hub tries again by itself"),
                Scope.WHOLE,
                notBefore,
                null);
    }

    /** The ERP fails. Whether at all or at this one thing, and whether it has done what was asked, is not known. */
    public static ErpException broken(String what) {
        return new ErpException(
                Problem.of(
                        FailureCode.ERP_BROKEN,
                        what,
                        null,
                        "nothing is lost: the hub tries again by itself; look for the failure in the log of the ERP"),
                Scope.UNKNOWN,
                null,
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
                Scope.WHOLE,
                null,
                null);
    }

    /** The ERP refuses what it was asked. */
    public static ErpException refused(String what, @Nullable String where, String remedy) {
        return new ErpException(Problem.of(FailureCode.ERP_REFUSED, what, where, remedy), Scope.ONE, null, null);
    }

    /** The answer of the ERP has no meaning for the hub. */
    public static ErpException unintelligible(String what, @Nullable Throwable cause) {
        return new ErpException(
                Problem.of(
                        FailureCode.ERP_UNINTELLIGIBLE,
                        what,
                        null,
                        "check the version of the ERP and what stands between it and the hub"),
                Scope.ONE,
                null,
                cause);
    }

    /** Returns what happened. */
    public Problem problem() {
        return problem;
    }

    /** Returns whether nothing is to be asked of the ERP at the moment, not only this. */
    public boolean whole() {
        return scope != Scope.ONE;
    }

    /** Returns whether this one thing may be why, though nothing else is to be asked at the moment either. */
    public boolean doubtful() {
        return scope == Scope.UNKNOWN;
    }

    /** Returns how long the ERP wants to be left alone, if it said so. */
    public @Nullable Duration notBefore() {
        return notBefore;
    }
}
