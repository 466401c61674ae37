package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link UnitOfWork} over the transaction manager that the routes use as well. */
public final class SpringUnitOfWork implements UnitOfWork {

    private final TransactionTemplate template;

    private SpringUnitOfWork(PlatformTransactionManager transactionManager, int propagation) {
        template = new TransactionTemplate(transactionManager);
        template.setPropagationBehavior(propagation);
    }

    /** A unit that joins the current one. */
    public static UnitOfWork joining(PlatformTransactionManager transactionManager) {
        return new SpringUnitOfWork(transactionManager, TransactionDefinition.PROPAGATION_REQUIRED);
    }

    /** A unit of its own, kept whatever becomes of the current one. */
    public static UnitOfWork independent(PlatformTransactionManager transactionManager) {
        return new SpringUnitOfWork(transactionManager, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    @SuppressWarnings("NullAway") // the supplier is not null-marked to return null, the template is
    public <T> T call(Supplier<T> work) {
        try {
            return template.execute(status -> work.get());
        } catch (PersistenceException | NestedRuntimeException e) {
            throw told(e);
        }
    }

    private static RuntimeException told(RuntimeException failure) {
        BrokenDatabase.unless(failure);
        Optional<DatabaseAwayException> away = LostConnection.behind(failure);
        if (away.isPresent()) {
            return away.get();
        }
        boolean collided = failure instanceof ConcurrencyFailureException
                || failure instanceof DataIntegrityViolationException
                || failure instanceof OptimisticLockException;
        return collided ? collision(failure) : failure;
    }

    /** Two units changed the same thing, or made the same thing; the later one may try again. */
    private static HubException collision(RuntimeException cause) {
        HubException refusal = new HubException(
                FailureCode.CONCURRENT_CHANGE,
                "another change of the same thing came first",
                null,
                "read it again and repeat the request");
        refusal.initCause(cause);
        return refusal;
    }
}
