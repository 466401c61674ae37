package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Undoes what was done under a lease that has gone elsewhere. A transaction that has written locks the lease for sharing
 * before its commit, so that the lease cannot be taken between the look and the commit. Threads without a fence pay
 * nothing; a transaction that has only read pays one question.
 */
final class FencingTransactionManager implements PlatformTransactionManager {

    private final PlatformTransactionManager delegate;
    private final EntityManager entityManager;

    FencingTransactionManager(PlatformTransactionManager delegate, EntityManager entityManager) {
        this.delegate = delegate;
        this.entityManager = entityManager;
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        return delegate.getTransaction(definition);
    }

    @Override
    public void commit(TransactionStatus status) {
        Fence fence = Fence.current();
        if (fence != null && status.isNewTransaction() && !status.isRollbackOnly()) {
            require(fence, status);
        }
        delegate.commit(status);
    }

    private void require(Fence fence, TransactionStatus status) {
        boolean kept = false;
        try {
            entityManager.flush();
            kept = !hasWritten() || stands(fence);
        } finally {
            if (!kept) {
                delegate.rollback(status);
            }
        }
        if (!kept) {
            throw new HubException(
                    FailureCode.LEASE_LOST,
                    "another node does " + fence.lease() + " by now; what this one did is undone",
                    null,
                    "nothing: the other node does it");
        }
    }

    /** A number is given to a transaction of PostgreSQL when it first writes. */
    private boolean hasWritten() {
        return entityManager
                        .createNativeQuery("select txid_current_if_assigned()", Long.class)
                        .getResultList()
                        .get(0)
                != null;
    }

    private boolean stands(Fence fence) {
        return !entityManager
                .createQuery(
                        "select l from LeaseRow l where l.name = :name and l.holder = :holder and l.epoch = :epoch",
                        LeaseRow.class)
                .setParameter("name", fence.lease())
                .setParameter("holder", fence.holder())
                .setParameter("epoch", fence.epoch())
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList()
                .isEmpty();
    }

    @Override
    public void rollback(TransactionStatus status) {
        delegate.rollback(status);
    }
}
