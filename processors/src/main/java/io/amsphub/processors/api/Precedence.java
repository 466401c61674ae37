package io.amsphub.processors.api;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Requests come before what goes on by itself: while many of them are under way, work that nobody
 * waits for stands back, so that whoever asks is answered sooner and the work finds more to do at once. It stands back for
 * at most {@value #STAND_BACK_MS} of each {@value #PERIOD_MS} ms, so requests slow it down and do not stop it.
 */
public final class Precedence {

    /** Nobody stands back. */
    public static final Precedence NONE = new Precedence(() -> 0, 0, System::nanoTime);

    private static final int PERIOD_MS = 200;
    private static final int STAND_BACK_MS = 150;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final IntSupplier underWay;
    private final int enough;
    private final LongSupplier nanos;

    /**
     * The precedence of requests.
     *
     * @param underWay how many there are
     * @param enough how many of them leave something for other work
     * @param nanos a clock that only goes on
     */
    public Precedence(IntSupplier underWay, int enough, LongSupplier nanos) {
        this.underWay = underWay;
        this.enough = enough;
        this.nanos = nanos;
    }

    /** Returns when it is the turn of work that nobody waits for; at once when the thread is interrupted. */
    public void giveWay() {
        while (requestsFirst() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private boolean requestsFirst() {
        long time = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
        return underWay.getAsInt() > enough && Math.floorMod(time, PERIOD_MS) < STAND_BACK_MS;
    }
}
