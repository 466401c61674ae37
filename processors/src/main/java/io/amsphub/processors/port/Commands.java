package io.amsphub.processors.port;

import io.amsphub.processors.device.DeviceCommand;
import java.util.List;

/**
 * Commands on their way to machines that the hub goes to: the outbox of these machines. A command is
 * kept from the unit of work that gives it until the machine's session has dealt with it.
 */
public interface Commands {

    /**
     * A command that waits.
     *
     * @param device id of the machine
     * @param command what to tell it
     * @param correlationId what it belongs to
     * @param begun whether a step was begun that must not be taken again
     */
    record Waiting(String device, DeviceCommand command, String correlationId, boolean begun) {}

    /** Keeps a command in the current unit of work. */
    void add(Waiting waiting);

    /** Returns waiting commands, oldest first. */
    List<Waiting> waiting(int limit);

    /** Notes that a step was begun that must not be taken again. */
    void begun(String commandId);

    /** Forgets a command that was dealt with. */
    void done(String commandId);
}
