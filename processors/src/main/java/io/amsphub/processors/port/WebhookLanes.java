package io.amsphub.processors.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One lane for each subscription: when somebody has to look after it, and how its target does. Takes part in the
 * current unit of work.
 */
public interface WebhookLanes {

    /**
     * A lane.
     *
     * @param subscription whose
     * @param organisation whose subscription it is
     * @param wakes how often it was woken
     * @param nextDue when it is looked after; null for not before it is woken
     * @param notBefore until when the target is left alone; null while it is well
     * @param failingSince since when no call has succeeded; null while the target is well
     * @param failures calls that failed in a row
     * @param lastSuccessAt when a call last succeeded; null for never
     * @param lastFailureAt when a call last failed; null for never
     * @param lastError why it failed then; null for never
     */
    record Lane(
            String subscription,
            String organisation,
            long wakes,
            @Nullable Instant nextDue,
            @Nullable Instant notBefore,
            @Nullable Instant failingSince,
            int failures,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastError) {}

    /** Opens a lane. */
    void open(String subscription, String organisation);

    /** Returns a lane. */
    Optional<Lane> find(String subscription);

    /** Returns lanes that have to be looked after, the longest waiting first. */
    List<Lane> due(Instant now, int limit);

    /** Has a lane looked after: at once, or when its target has been left alone long enough. */
    void wake(String subscription, Instant now);

    /** Forgets how the target did, and has the lane looked after at once. */
    void restart(String subscription, Instant now);

    /**
     * Lets a lane rest.
     *
     * @param wakes how often it had been woken when it was found empty; if it was woken since, it does not rest
     * @param until when it is looked after again; null for not before it is woken
     */
    void rest(String subscription, long wakes, @Nullable Instant until);

    /** Notes a call that succeeded. */
    void succeeded(String subscription, Instant at);

    /**
     * Notes a call that failed.
     *
     * @param notBefore until when the target is left alone; null when it is well and only refused this one
     */
    void failed(String subscription, Instant at, String error, @Nullable Instant notBefore);

    /** Closes a lane. */
    void close(String subscription);
}
