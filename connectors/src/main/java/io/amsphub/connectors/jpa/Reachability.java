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
    private boolean standing;
    private volatile boolean ending;

    void opened() {
        lock.lock();
        try {
            if (failure != null && !standing) {
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

    /** A commit waits for the disk; until it goes on, it means nothing that connections can be opened. */
    void stands(SQLException cause) {
        lock.lock();
        try {
            standing = true;
        } finally {
            lock.unlock();
        }
        failed(cause);
    }

    void goesOn() {
        lock.lock();
        try {
            standing = false;
        } finally {
            lock.unlock();
        }
        opened();
    }

    /** From now on nothing waits for the disk. */
    void end() {
        ending = true;
    }

    boolean ends() {
        return ending;
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
