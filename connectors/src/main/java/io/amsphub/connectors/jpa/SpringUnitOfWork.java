package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.UnitOfWork;
import java.util.function.Supplier;
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
        return template.execute(status -> work.get());
    }
}
