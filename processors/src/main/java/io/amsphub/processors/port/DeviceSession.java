package io.amsphub.processors.port;

import io.amsphub.processors.device.DeviceCommand;
import java.util.List;

/**
 * The conversation with one machine. The hub calls all methods but {@link #answer} one after the other,
 * never two at once; they may wait for the machine, within a limit of their own. What the machine says
 * goes to the {@link DeviceLine} in canonical words.
 *
 * <p>A session may be lost at any moment and opened again by another hub, so whatever must survive is
 * asked of the machine: a state that it reports with the jobs that it knows of is better than an event
 * that somebody has to remember.
 */
public interface DeviceSession extends AutoCloseable {

    /** What became of a command. */
    enum Told {
        /** Obeyed, refused, or void: it need not be told again. */
        DONE,
        /** Not yet decided: it is told again, with {@code begun} as it is then. */
        LATER
    }

    /**
     * A message from the machine's broker.
     *
     * @param topic below the machine's root, for example {@code mqtt}
     * @param payload of any content, as text; what is not UTF-8 is replaced
     * @param retained whether the broker kept it from before: it says nothing of now
     */
    record Message(String topic, String payload, boolean retained) {}

    /** Returns the topic filters below the machine's root that it wants to hear; none without MQTT. */
    default List<String> filters() {
        return List.of();
    }

    /**
     * Takes an answer that a method of the session waits for. Called at any time, on the broker's
     * thread: must not block.
     *
     * @return whether it was one; otherwise it comes to {@link #heard}
     */
    default boolean answer(Message message) {
        return false;
    }

    /** Takes in a message. */
    default void heard(Message message) {}

    /** Looks after the machine; called at regular intervals, and first of all. */
    void visit();

    /**
     * Tells the machine something, at most once.
     *
     * @param command what to tell
     * @param begun whether {@link DeviceLine#begin} was called for the command, by this session or by one
     *     before it: then it may have been obeyed, and is not sent again but looked for
     */
    Told tell(DeviceCommand command, boolean begun);

    @Override
    default void close() {}
}
