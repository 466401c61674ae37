package io.amsphub.connectors.jpa;

import io.amsphub.processors.lifecycle.HaltPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** Lets a test kill the hub on either side of a commit. Used only while a halt point is set. */
final class HaltingTransactionManager implements PlatformTransactionManager {

    private final PlatformTransactionManager delegate;

    HaltingTransactionManager(PlatformTransactionManager delegate) {
        this.delegate = delegate;
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        return delegate.getTransaction(definition);
    }

    @Override
    public void commit(TransactionStatus status) {
        boolean outermost = status.isNewTransaction();
        if (outermost) {
            HaltPoint.reached(HaltPoint.BEFORE_COMMIT);
        }
        delegate.commit(status);
        if (outermost) {
            HaltPoint.reached(HaltPoint.AFTER_COMMIT);
        }
    }

    @Override
    public void rollback(TransactionStatus status) {
        delegate.rollback(status);
    }
}
