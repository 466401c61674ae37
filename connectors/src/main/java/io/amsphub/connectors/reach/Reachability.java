package io.amsphub.connectors.reach;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the last attempt to reach something succeeded (a circuit breaker without thresholds). Says in the log when it
 * goes and when it is back. Thread-safe.
 *
 * @param <E> how an attempt fails
 */
public final class Reachability<E extends Exception> {

    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
    private static final double NS_PER_S = 1e9;

    private final String what;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition back = lock.newCondition();
    private volatile @Nullable E failure;
    private long since;
    private boolean standing;
    private volatile boolean ending;

    /**
     * Of something that is taken to be there.
     *
     * @param what its name at the beginning of a sentence, such as "the database"
     */
    public Reachability(String what) {
        this.what = what;
    }

    /** Notes that an attempt succeeded. */
    public void reached() {
        if (failure == null) {
            return;
        }
        lock.lock();
        try {
            if (failure != null && !standing) {
                failure = null;
                back.signalAll();
                LOG.info("{} is back after {} s", what, Math.round((System.nanoTime() - since) / NS_PER_S));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes that an attempt failed. */
    public void failed(E cause) {
        lock.lock();
        try {
            if (failure == null) {
                since = System.nanoTime();
                LOG.warn("{} cannot be reached; what needs it waits: {}", what, cause.getMessage());
            }
            failure = cause;
        } finally {
            lock.unlock();
        }
    }

    /** A commit waits for the disk; until it goes on, it means nothing that connections can be opened. */
    public void stands(E cause) {
        lock.lock();
        try {
            standing = true;
        } finally {
            lock.unlock();
        }
        failed(cause);
    }

    /** What stood goes on. */
    public void goesOn() {
        lock.lock();
        try {
            standing = false;
        } finally {
            lock.unlock();
        }
        reached();
    }

    /** From now on nothing waits. */
    public void end() {
        ending = true;
    }

    /** Returns whether nothing is to wait any more. */
    public boolean ends() {
        return ending;
    }

    /** Returns how the last attempt failed; null when it succeeded. */
    public @Nullable E failure() {
        return failure;
    }

    /**
     * Waits until it can be reached, and no longer than the patience.
     *
     * @return whether it can; at once when it can already
     */
    public boolean await(Duration patience) {
        if (failure == null) {
            return true;
        }
        long left = patience.toNanos();
        lock.lock();
        try {
            while (failure != null && left > 0) {
                left = back.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return failure == null;
    }
}
