package io.amsphub.processors.port;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that failed for good, with the reason, kept until somebody deals with them. */
public interface DeadLetters {

    /**
     * A message that failed.
     *
     * @param id {@code dlq_...}
     * @param queue where it failed
     * @param eventId id of the message
     * @param correlationId what it belongs to
     * @param body the payload as it came
     * @param reason what went wrong the last time
     * @param attempts how often it was tried
     * @param failedAt by the hub's clock
     * @param replayedAt when it was sent again; null while it waits
     * @param replayedBy who sent it again
     * @param replayedBody the payload that was sent instead; null when it was the same
     */
    record DeadLetter(
            String id,
            String queue,
            String eventId,
            String correlationId,
            String body,
            String reason,
            int attempts,
            Instant failedAt,
            @Nullable Instant replayedAt,
            @Nullable String replayedBy,
            @Nullable String replayedBody) {}

    /** Keeps a message; the same message again replaces what was kept. */
    void keep(DeadLetter letter);

    /** Keeps a message in a unit of its own, whatever becomes of the current one. */
    void keepNow(DeadLetter letter);

    /** Returns a kept message. */
    Optional<DeadLetter> find(String id);

    /** Returns a page, oldest first; the filter {@code state} is WAITING or REPLAYED. */
    Page<DeadLetter> page(PageRequest request);

    /** Returns how many wait. */
    long waiting();

    /** Sends a message to its queue again, in the current unit of work, under the same event id. */
    void replay(String id, String by);

    /**
     * Sends a message to its queue again with another payload, in the current unit of work, under the same event id. Both
     * payloads are kept.
     */
    void replayAs(String id, String body, String by);

    /** Notes why an attempt failed, in a unit of its own, so that it survives the rollback. */
    void note(String eventId, String reason);

    /** Returns why the last attempt failed, if it was noted. */
    Optional<String> lastReason(String eventId);
}
