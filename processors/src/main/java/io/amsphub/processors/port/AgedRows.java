package io.amsphub.processors.port;

import io.amsphub.processors.retention.Retained;
import java.time.Instant;
import java.util.Set;

/** Rows that are kept for a time, and what rows say of contents. */
public interface AgedRows {

    /** Returns how many rows of a kind {@link #remove} would remove in the end. Must be called in a unit of work. */
    long count(Retained kind, Instant before);

    /**
     * Removes rows of a kind that are older than an instant, the oldest first. Events stay until the audit, webhooks and
     * partners have read them, and the newest of all stays: the next one is numbered after it. Must be called in a
     * unit of work.
     *
     * @param limit how many at most
     * @return how many were removed; less than the limit when no more are left
     */
    int remove(Retained kind, Instant before, int limit);

    /**
     * Returns which of these contents any row names: aggregates of every kind, messages that wait, dead letters. Reads
     * in many short units of work of its own, so a row that is changed meanwhile may be seen before or after.
     *
     * @param sha256 of contents
     */
    Set<String> named(Set<String> sha256);
}
