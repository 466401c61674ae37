package io.amsphub.processors.memory;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.Events;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of events in memory, numbered as they come. */
public final class MemoryEvents implements Events {

    private List<HubEvent> events = new ArrayList<>();

    @Override
    public void append(HubEvent e) {
        events.add(new HubEvent(
                events.size() + 1L,
                e.id(),
                e.time(),
                e.aggregate(),
                e.subject(),
                e.from(),
                e.to(),
                e.who(),
                e.why(),
                e.organisation(),
                e.correlationId()));
    }

    @Override
    public List<HubEvent> after(
            @Nullable String organisation,
            @Nullable String subject,
            @Nullable String correlationId,
            long afterSequence,
            int limit) {
        return events.stream()
                .filter(e -> organisation == null || organisation.equals(e.organisation()))
                .filter(e -> subject == null || subject.equals(e.subject()))
                .filter(e -> correlationId == null || correlationId.equals(e.correlationId()))
                .filter(e -> e.sequence() > afterSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public List<HubEvent> about(String subject, int limit) {
        return after(null, subject, null, 0, limit);
    }

    @Override
    public long newest() {
        return events.size();
    }

    /** Returns the states that a subject went through, as {@code FROM>TO}. */
    public List<String> path(String subject) {
        return after(null, subject, null, 0, Integer.MAX_VALUE).stream()
                .map(e -> e.from() == null ? e.to() : e.from() + ">" + e.to())
                .toList();
    }

    Runnable snapshot() {
        List<HubEvent> kept = new ArrayList<>(events);
        return () -> events = kept;
    }
}
