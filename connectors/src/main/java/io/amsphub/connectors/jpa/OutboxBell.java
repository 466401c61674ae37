package io.amsphub.connectors.jpa;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    ring();
                }
            });
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
