package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory that models may take up, shared by all stages that hold one. A model waits for its turn;
 * one that could never fit is refused with the figure that it would need.
 */
public final class MemoryBudget {

    private static final int UNIT = 1 << 20;

    /** Callers that may wait at a time; each of them holds a thread. */
    private static final int MOST_IMPATIENT = 16;

    private final int units;
    private final Semaphore free;
    private final AtomicInteger impatient = new AtomicInteger();

    /**
     * A budget.
     *
     * @param bytes of heap that models may take up together
     */
    public MemoryBudget(long bytes) {
        this.units = Math.max(1, Math.toIntExact(bytes / UNIT));
        this.free = new Semaphore(units, true);
    }

    /** Returns the whole budget in bytes. */
    public long bytes() {
        return (long) units * UNIT;
    }

    /**
     * Takes a share, waiting until others have given theirs back: for stages, whose queue waits behind them.
     *
     * @throws HubException with {@link FailureCode#MODEL_TOO_LARGE} when the whole budget is too small
     */
    public Share take(long bytes) {
        int permits = permits(bytes);
        free.acquireUninterruptibly(permits);
        return new Share(permits);
    }

    /**
     * Takes a share, waiting only so long: for callers who can come again. They wait in one line with the
     * stages, so none is passed over.
     *
     * @throws HubException with {@link FailureCode#MODEL_TOO_LARGE} when the whole budget is too small, with
     *     {@link FailureCode#TOO_BUSY} when others have it for longer, or too many wait already
     */
    public Share take(long bytes, Duration patience) {
        int permits = permits(bytes);
        if (impatient.incrementAndGet() > MOST_IMPATIENT && free.availablePermits() < permits) {
            impatient.decrementAndGet();
            throw busy(permits);
        }
        try {
            if (!free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy(permits);
            }
            return new Share(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(permits);
        } finally {
            impatient.decrementAndGet();
        }
    }

    private int permits(long bytes) {
        long wanted = Math.max(1, bytes / UNIT + (bytes % UNIT == 0 ? 0 : 1));
        if (wanted > units) {
            throw new HubException(
                    FailureCode.MODEL_TOO_LARGE,
                    "it would need " + wanted + " MiB of memory, the hub has " + units + " MiB for models",
                    null,
                    "reduce the model, or start the hub with a larger heap (HUB_HEAP) or hub.mesh.memory-share");
        }
        return (int) wanted;
    }

    private HubException busy(int permits) {
        return new HubException(
                FailureCode.TOO_BUSY,
                "other models take up the memory: " + permits + " MiB are needed, " + free.availablePermits() + " of "
                        + units + " MiB are free",
                null,
                "ask again in a few seconds");
    }

    /** A share that is given back when it is closed. */
    public final class Share implements AutoCloseable {

        private final int permits;

        private Share(int permits) {
            this.permits = permits;
        }

        /** Returns how large the share is. */
        public long bytes() {
            return (long) permits * UNIT;
        }

        @Override
        public void close() {
            free.release(permits);
        }
    }
}
