package io.amsphub.processors.port;

import io.amsphub.processors.failure.HubException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls targets of partners, and only such that a partner may name. */
public interface WebhookTransport {

    /**
     * Refuses what may not be called, now, by its name or by where the name leads.
     *
     * @throws HubException with {@link io.amsphub.processors.failure.FailureCode#WEBHOOK_TARGET}
     */
    void require(String url);

    /** Posts a body once; what goes wrong is in the answer. */
    Answer post(String url, Map<String, String> headers, String body);

    /**
     * What came of a call.
     *
     * @param status the HTTP status; null when there was no answer
     * @param retryAfter the header of that name; null when there was none
     * @param excerpt the first bytes of the body, as text; null when there were none
     * @param code why there was no answer; null when there was one
     * @param detail the same in words
     * @param reached whether a connection to the target was made
     */
    record Answer(
            @Nullable Integer status,
            @Nullable String retryAfter,
            @Nullable String excerpt,
            @Nullable String code,
            @Nullable String detail,
            boolean reached) {}
}
