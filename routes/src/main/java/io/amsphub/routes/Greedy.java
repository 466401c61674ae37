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
    private final int many;
    private long idleTicks;

    /** Looks for work at every tick. */
    Greedy(IntSupplier work) {
        this(work, Long.MAX_VALUE, 1);
    }

    private Greedy(IntSupplier work, long patience, int many) {
        this.work = work;
        this.patience = patience;
        this.many = many;
    }

    /** Looks for work at every tick, but at every fourth only after a second without any. */
    static Greedy sparing(int tickMs, IntSupplier work) {
        return gathering(tickMs, 1, work);
    }

    /**
     * As {@link #sparing}, and comes back at once only when it found much: what came in a tick is then one
     * transaction instead of many small ones that follow each other.
     *
     * @param many how much is so much that it cannot wait for the next tick
     */
    static Greedy gathering(int tickMs, int many, IntSupplier work) {
        return new Greedy(work, PATIENT_MS / tickMs, many);
    }

    @Override
    public void process(Exchange exchange) {
        idleTicks++;
        int found = idleTicks <= patience || idleTicks % SPARED == 0 ? work.getAsInt() : 0;
        if (found > 0) {
            idleTicks = 0;
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, found >= many);
    }
}
