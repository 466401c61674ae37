package io.amsphub.processors.memory;

import io.amsphub.processors.port.Commands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands on their way, in memory. */
public final class MemoryCommands implements Commands {

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    @Override
    public synchronized void add(Waiting command) {
        waiting.put(command.command().id(), command);
    }

    @Override
    public synchronized List<Waiting> waiting(int limit) {
        return waiting.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized void begun(String commandId) {
        waiting.computeIfPresent(commandId, (id, w) -> new Waiting(w.device(), w.command(), w.correlationId(), true));
    }

    @Override
    public synchronized void done(String commandId) {
        waiting.remove(commandId);
    }
}
