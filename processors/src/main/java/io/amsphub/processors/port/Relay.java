package io.amsphub.processors.port;

import java.time.Duration;

/** Takes messages out of the outbox and gives them to the broker. */
public interface Relay {

    /** Moves a batch and returns how many messages that were; 0 when none waits. */
    int relay();

    /**
     * Waits until there may be messages that were not there at the last batch, but not for longer than some time: another
     * process may have left some. A relay that cannot tell does not wait.
     */
    default void awaitNews(Duration atMost) {}
}
