package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.CostCentre;
import io.amsphub.processors.port.CostCentres;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link CostCentres} over JPA. */
public final class JpaCostCentres extends JpaRepository<CostCentre, CostCentreRow> implements CostCentres {

    /** A repository over a shared entity manager. */
    public JpaCostCentres(EntityManager entityManager) {
        super(entityManager, CostCentre.class, CostCentreRow.class, Set.of());
    }

    @Override
    CostCentreRow newRow() {
        return new CostCentreRow();
    }

    @Override
    String id(CostCentre aggregate) {
        return aggregate.id();
    }

    @Override
    long version(CostCentre aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(CostCentre aggregate, CostCentreRow row) {
        row.organisation = aggregate.organisation();
    }
}
