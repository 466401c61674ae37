package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.concurrent.Semaphore;

/**
 * The memory that models may take up, shared by all stages that hold one. A model waits for its turn;
 * one that could never fit is refused with the figure that it would need.
 */
public final class MemoryBudget {

    private static final int UNIT = 1 << 20;

    private final int units;
    private final Semaphore free;

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
     * Takes a share, waiting until others have given theirs back.
     *
     * @throws HubException with {@link FailureCode#MODEL_TOO_LARGE} when the whole budget is too small
     */
    public Share take(long bytes) {
        long wanted = Math.max(1, bytes / UNIT + (bytes % UNIT == 0 ? 0 : 1));
        if (wanted > units) {
            throw new HubException(
                    FailureCode.MODEL_TOO_LARGE,
                    "it would need " + wanted + " MiB of memory, the hub has " + units + " MiB for models",
                    null,
                    "reduce the model, or start the hub with a larger heap (HUB_HEAP) or hub.mesh.memory-share");
        }
        int permits = (int) wanted;
        free.acquireUninterruptibly(permits);
        return new Share(permits);
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
