package io.amsphub.routes;

import io.amsphub.processors.port.DatabaseState;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Ends a tick of a timer that finds the database away; the next one comes after a second, or when it is back. */
final class DatabasePause implements Processor {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DatabaseState database;

    DatabasePause(DatabaseState database) {
        this.database = database;
    }

    @Override
    public void process(Exchange exchange) {
        if (!database.await(PAUSE)) {
            exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
            exchange.setRouteStop(true);
        }
    }
}
