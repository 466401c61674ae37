package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 writes it, with the hub's code and remedy.
 *
 * @param type a page about the code, relative to the hub
 * @param title the same for every occurrence
 * @param status HTTP status
 * @param code stable
 * @param detail what happened
 * @param where where in the input
 * @param remedy what to do
 * @param errors the single problems, when several were found at once
 */
public record HttpProblem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String where,
        String remedy,
        @Nullable List<Problem> errors) {

    private static final int RETRY_AFTER_S = 5;

    /** Returns the reply for a refusal. */
    public static HttpReply reply(HubException refusal) {
        FailureCode code = refusal.failureCode();
        Problem problem = refusal.problem();
        HttpProblem body = new HttpProblem(
                "/problems/" + code.code().toLowerCase(Locale.ROOT),
                code.title(),
                code.status(),
                code.code(),
                problem.detail(),
                problem.where(),
                problem.remedy(),
                refusal.details().isEmpty() ? null : refusal.details());
        HttpReply reply = HttpReply.json(code.status(), body).with("Content-Type", "application/problem+json");
        return switch (code.status()) {
            case 401 -> reply.with("WWW-Authenticate", "Bearer, Basic realm=\"AMSP Hub\", charset=\"UTF-8\"");
            case 429, 503 -> reply.with("Retry-After", Long.toString(seconds(refusal.retryAfter())));
            default -> reply;
        };
    }

    private static long seconds(@Nullable Duration wait) {
        return wait == null ? RETRY_AFTER_S : Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
