package io.amsphub.routes;

import java.util.function.IntSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Does some work and tells the scheduler whether there is more, so that it comes back at once. */
final class Greedy implements Processor {

    private final IntSupplier work;

    Greedy(IntSupplier work) {
        this.work = work;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, work.getAsInt() > 0);
    }
}
