package io.amsphub.processors.port;

/** Gives committed events their place in the hub's one order of events. One thread of one node calls it. */
public interface EventSequencer {

    /** Places a batch of events and returns how many those were; 0 when none waits. */
    int sequence();
}
