package io.amsphub.connectors.jpa;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rings when a transaction of this process that has left something in the outbox was committed, so that the relay need not
 * look again and again. Rings that nobody has waited for are one. Thread safe.
 */
final class OutboxBell {

    private final Semaphore rung = new Semaphore(0);

    /** Has it ring once the current transaction is committed, if there is one. */
    void ringAfterCommit() {
        Commit unused = commit();
    }

    /** Returns whether something is the first of its name in the current transaction; without one everything is. */
    boolean firstOf(String name) {
        Commit commit = commit();
        return commit == null || commit.names.add(name);
    }

    private @Nullable Commit commit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        Commit commit = (Commit) TransactionSynchronizationManager.getResource(this);
        if (commit == null) {
            commit = new Commit();
            TransactionSynchronizationManager.bindResource(this, commit);
            TransactionSynchronizationManager.registerSynchronization(commit);
        }
        return commit;
    }

    /** The commit of one transaction. */
    private final class Commit implements TransactionSynchronization {

        private final Set<String> names = new HashSet<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(OutboxBell.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(OutboxBell.this, this);
        }

        @Override
        public void afterCommit() {
            ring();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(OutboxBell.this);
        }
    }

    private void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits until it rings, or has rung since this was called before, but not for longer than that. */
    void await(Duration atMost) {
        try {
            if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                rung.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
