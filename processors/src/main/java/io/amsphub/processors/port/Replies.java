package io.amsphub.processors.port;

import java.time.Instant;
import java.util.Optional;

/**
 * The replies that were given under an idempotency key. A reply is kept in the transaction of what it
 * reports, so that a repeated request gets the first reply or does the work, never both.
 */
public interface Replies {

    /**
     * A reply as it was given.
     *
     * @param key principal, operation and the client's key
     * @param requestSha256 digest of the request's body
     * @param status HTTP status
     * @param location Location header; empty when there was none
     * @param body JSON; empty when there was none
     * @param at when
     */
    record Reply(String key, String requestSha256, int status, String location, String body, Instant at) {}

    /** Returns the reply that was given, if one was. */
    Optional<Reply> find(String key);

    /** Keeps a reply in the current unit of work; fails when somebody else was first. */
    void keep(Reply reply);
}
