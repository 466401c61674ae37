package io.amsphub.processors.memory;

import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Dead letters in memory, in units of their own as the real ones. */
public final class MemoryDeadLetters implements DeadLetters {

    public final Map<String, DeadLetter> kept = new TreeMap<>();
    public final Map<String, String> notes = new TreeMap<>();

    @Override
    public void keep(DeadLetter letter) {
        kept.put(letter.id(), letter);
    }

    @Override
    public void keepNow(DeadLetter letter) {
        keep(letter);
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public Page<DeadLetter> page(PageRequest request) {
        return new Page<>(kept.values().stream().toList(), null);
    }

    @Override
    public long waiting() {
        return kept.size();
    }

    @Override
    public void replay(String id, String by) {
        throw new UnsupportedOperationException("no route replays");
    }

    @Override
    public void replayAs(String id, String body, String by) {
        throw new UnsupportedOperationException("no route replays");
    }

    @Override
    public void note(String eventId, String reason) {
        notes.put(eventId, reason);
    }

    @Override
    public Optional<String> lastReason(String eventId) {
        return Optional.ofNullable(notes.get(eventId));
    }
}
