package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job whose file is being fetched. A second command for the same job waits here for the one answer: refusing it as
 * BUSY would make the hub believe that the job is free to be printed elsewhere.
 */
final class Preparation {

    private final Map<String, Command.Print> commands = new LinkedHashMap<>();
    private final Command.Print first;

    Preparation(Command.Print first) {
        this.first = first;
        join(first);
    }

    Command.Print first() {
        return first;
    }

    boolean isFor(String job) {
        return first.job().equals(job);
    }

    void join(Command.Print command) {
        commands.putIfAbsent(command.command(), command);
    }

    List<Command.Print> commands() {
        return List.copyOf(commands.values());
    }
}
