package io.amsphub.processors.port;

/** Takes messages out of the outbox and gives them to the broker. */
public interface Relay {

    /** Moves a batch and returns how many messages that were; 0 when none waits. */
    int relay();
}
