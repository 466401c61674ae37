package io.amsphub.processors.lifecycle;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Events;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes down every transition: checks it against the table of the aggregate, then appends who did
 * it, when and why, in the same transaction.
 */
public final class Journal {

    private final Events events;
    private final Clock clock;

    /** A journal that appends to a store of events. */
    public Journal(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Returns now, by the hub's clock, in the precision that every store keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Notes that an aggregate began its life. */
    public void began(Entry entry, Enum<?> state) {
        append(entry, null, state.name());
    }

    /**
     * Notes a transition.
     *
     * @throws io.amsphub.processors.failure.HubException when the table does not allow it
     */
    public <S extends Enum<S>> void moved(Transitions<S> table, Entry entry, S from, S to) {
        table.require(entry.subject(), from, to);
        append(entry, from.name(), to.name());
    }

    /** Notes a fact that leaves the state as it is. */
    public void noted(Entry entry, Enum<?> state) {
        append(entry, state.name(), state.name());
    }

    private void append(Entry entry, @Nullable String from, String to) {
        events.append(new HubEvent(
                0,
                Ids.next("evt"),
                now(),
                entry.aggregate(),
                entry.subject(),
                from,
                to,
                entry.who().name(),
                entry.why(),
                entry.organisation(),
                entry.correlationId()));
    }

    /**
     * What an event is about.
     *
     * @param aggregate kind of thing
     * @param subject its id
     * @param organisation whose data
     * @param correlationId what it belongs to
     * @param who the principal
     * @param why the reason in words
     */
    public record Entry(
            String aggregate, String subject, String organisation, String correlationId, Principal who, String why) {}
}
