package io.amsphub.connectors.erp.ubl;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.Problem;
import org.jspecify.annotations.Nullable;

/** That a document is not one that can be worked with. */
public final class UblException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    UblException(String what, @Nullable String where, String remedy, @Nullable Throwable cause) {
        super(what, cause);
        problem = Problem.of(FailureCode.BUSINESS_DOCUMENT, what, where, remedy);
    }

    /** Returns what is wrong, where, and what to do. */
    public Problem problem() {
        return problem;
    }
}
