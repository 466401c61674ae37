package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.DatabaseState;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the last attempt to open a connection succeeded. */
final class Reachability implements DatabaseState {

    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

    /** Too many connections: those that there are still work. */
    private static final String CROWDED = "53300";

    private static final double NS_PER_S = 1e9;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition back = lock.newCondition();
    private volatile @Nullable SQLException failure;
    private long since;

    void opened() {
        lock.lock();
        try {
            if (failure != null) {
                failure = null;
                back.signalAll();
                LOG.info("the database is back after {} s", Math.round((System.nanoTime() - since) / NS_PER_S));
            }
        } finally {
            lock.unlock();
        }
    }

    void failed(SQLException cause) {
        if (CROWDED.equals(cause.getSQLState())) {
            LOG.warn("the database takes no further connection: {}", cause.getMessage());
            return;
        }
        lock.lock();
        try {
            if (failure == null) {
                since = System.nanoTime();
                LOG.warn("the database cannot be reached; what needs it waits: {}", cause.getMessage());
            }
            failure = cause;
        } finally {
            lock.unlock();
        }
    }

    boolean away() {
        return failure != null;
    }

    /** Fails at once when the database is away. */
    void require() throws SQLTransientConnectionException {
        SQLException known = failure;
        if (known != null) {
            throw new SQLTransientConnectionException(known.getMessage(), known.getSQLState(), known);
        }
    }

    @Override
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
