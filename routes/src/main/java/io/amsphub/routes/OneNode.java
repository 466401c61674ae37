package io.amsphub.routes;

import io.amsphub.processors.port.Leases;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Ends a tick of a timer at once unless this node has the lease of the route; with it, the tick is work under the lease
 * until the exchange is over. Ticks run on the thread of their timer from their beginning to their end.
 */
final class OneNode implements Processor {

    /** So much less often does a timer tick on the nodes that do not have the lease. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Leases leases;

    OneNode(Leases leases) {
        this.leases = leases;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.isRouteStop()) {
            return;
        }
        Optional<Leases.Hold> hold = leases.enter(exchange.getFromRouteId(), PATIENCE);
        if (hold.isEmpty()) {
            exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
            exchange.setRouteStop(true);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new Ending(hold.get()));
    }

    /** Ends the work under the lease with the exchange. */
    private static final class Ending extends SynchronizationAdapter {

        private final Leases.Hold hold;

        Ending(Leases.Hold hold) {
            this.hold = hold;
        }

        @Override
        public void onDone(Exchange exchange) {
            hold.close();
        }
    }
}
