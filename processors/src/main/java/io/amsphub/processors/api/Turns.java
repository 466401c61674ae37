package io.amsphub.processors.api;

import io.amsphub.processors.port.UnitOfWork;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Units of work of which only so many are under way at once; the others wait for their turn, first come first served.
 * More of them than there are processors make none of them quicker, but share the processors so that some take many
 * times as long as others. A unit inside a unit is of the same turn.
 */
public final class Turns implements UnitOfWork {

    private final UnitOfWork unitOfWork;
    private final Semaphore turns;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ThreadLocal<Boolean> having = ThreadLocal.withInitial(() -> false);

    /**
     * Units of work by turns.
     *
     * @param atOnce how many may be under way at once
     */
    public Turns(UnitOfWork unitOfWork, int atOnce) {
        this.unitOfWork = unitOfWork;
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public <T> T call(Supplier<T> work) {
        if (having.get()) {
            return unitOfWork.call(work);
        }
        underWay.incrementAndGet();
        turns.acquireUninterruptibly();
        having.set(true);
        try {
            return unitOfWork.call(work);
        } finally {
            having.remove();
            turns.release();
            underWay.decrementAndGet();
        }
    }

    /** Returns how many units are under way or wait for their turn. */
    public int underWay() {
        return underWay.get();
    }
}
