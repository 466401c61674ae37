package io.amsphub.routes;

import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.port.ContentsState;
import io.amsphub.processors.port.DatabaseState;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets a message in when the database and the contents can be reached. Until then it stays where it is, in the queue and unacknowledged:
 * an attempt that must fail would count, and the broker gives up after some.
 */
final class StoreGate implements Processor {

    /** How soon it is seen that the hub stops. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final DatabaseState database;
    private final ContentsState contents;

    StoreGate(DatabaseState database, ContentsState contents) {
        this.database = database;
        this.contents = contents;
    }

    @Override
    public void process(Exchange exchange) {
        while (!database.await(LOOK) || !contents.await(LOOK)) {
            if (exchange.getContext().isStopping() || Thread.currentThread().isInterrupted()) {
                throw new DatabaseAwayException("the hub stops while a store is away", null);
            }
        }
    }
}
