package io.amsphub.processors.port;

import io.amsphub.processors.lifecycle.HubEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of everything that happened. Only ever appended to. */
public interface Events {

    /** Appends an event in the current unit of work; its sequence is given by the store. */
    void append(HubEvent event);

    /**
     * Returns events in the hub's one order.
     *
     * @param organisation whose; null for all
     * @param subject about what; null for all
     * @param correlationId of what; null for all
     * @param afterSequence where to begin
     * @param limit how many at most
     */
    List<HubEvent> after(
            @Nullable String organisation,
            @Nullable String subject,
            @Nullable String correlationId,
            long afterSequence,
            int limit);

    /**
     * Returns everything that was committed about a subject, in order. Unlike {@link #after} it has also the last ones,
     * which were not given their place yet: their sequence is 0, and they come last.
     *
     * @param subject about what
     * @param limit how many at most, from the first on
     */
    List<HubEvent> about(String subject, int limit);

    /** Returns the sequence of the newest event that is visible; 0 when there is none. */
    long newest();
}
