package io.amsphub.connectors.jpa;

import io.amsphub.processors.erp.Reconciliation;
import io.amsphub.processors.port.Reconciliations;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link Reconciliations} over JPA. */
public final class JpaReconciliations extends JpaRepository<Reconciliation, ReconciliationRow>
        implements Reconciliations {

    /** A repository over a shared entity manager. */
    public JpaReconciliations(EntityManager entityManager) {
        super(entityManager, Reconciliation.class, ReconciliationRow.class, Set.of("erpSystem"));
    }

    @Override
    ReconciliationRow newRow() {
        return new ReconciliationRow();
    }

    @Override
    String id(Reconciliation aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Reconciliation aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Reconciliation aggregate, ReconciliationRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.problem() == null ? "DONE" : "FAILED";
        row.erpSystem = aggregate.system();
    }
}
