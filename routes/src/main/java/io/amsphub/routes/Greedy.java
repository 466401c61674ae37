package io.amsphub.routes;

import java.util.function.IntSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Does some work and tells the scheduler whether there is more, so that it comes back at once.
 *
 * <p>One scheduler's thread only. The scheduler's own back-off is not used: it pauses once and then looks at its
 * full pace again for as long as it was patient before.
 */
final class Greedy implements Processor {

    private static final int PATIENT_MS = 1000;
    private static final int SPARED = 4;

    private final IntSupplier work;
    private final long patience;
    private long idleTicks;

    /** Looks for work at every tick. */
    Greedy(IntSupplier work) {
        this(work, Long.MAX_VALUE);
    }

    private Greedy(IntSupplier work, long patience) {
        this.work = work;
        this.patience = patience;
    }

    /** Looks for work at every tick, but at every fourth only after a second without any. */
    static Greedy sparing(int tickMs, IntSupplier work) {
        return new Greedy(work, PATIENT_MS / tickMs);
    }

    @Override
    public void process(Exchange exchange) {
        idleTicks++;
        boolean found = (idleTicks <= patience || idleTicks % SPARED == 0) && work.getAsInt() > 0;
        if (found) {
            idleTicks = 0;
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, found);
    }
}
