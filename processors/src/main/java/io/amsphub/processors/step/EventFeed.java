package io.amsphub.processors.step;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.EventTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of events, read in pages from where the reader was, for partners who cannot be called. Must be called in
 * a unit of work.
 */
public final class EventFeed {

    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    private final Events events;

    /** A feed of a record. */
    public EventFeed(Events events) {
        this.events = events;
    }

    /**
     * What is asked for.
     *
     * @param organisation whose events; null for all
     * @param subject about what; null for all
     * @param correlationId of what; null for all
     * @param types of which types; null for all
     * @param after the sequence after which to begin
     * @param limit how many at most
     */
    public record Question(
            @Nullable String organisation,
            @Nullable String subject,
            @Nullable String correlationId,
            @Nullable EventTypes types,
            long after,
            int limit) {}

    /**
     * A page. It may have fewer events than were asked for, even none, although there is more: a rare type is looked
     * for among 10,000 events at a time.
     *
     * @param events in the hub's one order
     * @param next where to go on: after this sequence
     * @param more whether there may be more now
     */
    public record Slice(List<HubEvent> events, long next, boolean more) {

        /** Copies the events. */
        public Slice {
            events = List.copyOf(events);
        }
    }

    /** Returns the page that is asked for. */
    public Slice read(Question question) {
        EventTypes types = question.types();
        int atATime = types == null ? question.limit() : BATCH;
        List<HubEvent> wanted = new ArrayList<>();
        long position = question.after();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<HubEvent> found = events.after(
                    question.organisation(), question.subject(), question.correlationId(), position, atATime);
            for (HubEvent event : found) {
                if (wanted.size() == question.limit()) {
                    return new Slice(wanted, position, true);
                }
                position = event.sequence();
                if (types == null || types.match(CloudEvents.type(event))) {
                    wanted.add(event);
                }
            }
            if (found.size() < atATime) {
                return new Slice(wanted, position, false);
            }
            if (wanted.size() == question.limit()) {
                break;
            }
        }
        return new Slice(wanted, position, true);
    }
}
