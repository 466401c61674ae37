package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.CentreKey;
import io.amsphub.processors.port.CentreKeys;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link CentreKeys} over JPA. */
public final class JpaCentreKeys extends JpaRepository<CentreKey, CentreKeyRow> implements CentreKeys {

    /** A repository over a shared entity manager. */
    public JpaCentreKeys(EntityManager entityManager) {
        super(entityManager, CentreKey.class, CentreKeyRow.class, Set.of());
    }

    @Override
    CentreKeyRow newRow() {
        return new CentreKeyRow();
    }

    @Override
    String id(CentreKey aggregate) {
        return aggregate.id();
    }

    @Override
    long version(CentreKey aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(CentreKey aggregate, CentreKeyRow row) {
        row.organisation = aggregate.id();
        row.state = CentreKey.State.IN_USE.name();
    }
}
