package io.amsphub.processors.port;

import java.util.function.LongSupplier;

/** How far readers of the record of events have come. Takes part in the current unit of work. */
public interface EventCursors {

    /**
     * Returns the sequence of the last event that a reader has worked up.
     *
     * @param reader its name
     * @param start where a reader begins that was never here
     */
    long position(String reader, LongSupplier start);

    /** Notes that a reader has worked up everything to a sequence. */
    void move(String reader, long position);
}
