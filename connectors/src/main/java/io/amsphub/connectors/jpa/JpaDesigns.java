package io.amsphub.connectors.jpa;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.port.Designs;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link Designs} over JPA. */
public final class JpaDesigns extends JpaRepository<Design, DesignRow> implements Designs {

    /** A repository over a shared entity manager. */
    public JpaDesigns(EntityManager entityManager) {
        super(entityManager, Design.class, DesignRow.class, Set.of());
    }

    @Override
    DesignRow newRow() {
        return new DesignRow();
    }

    @Override
    String id(Design aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Design aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Design aggregate, DesignRow row) {
        row.organisation = aggregate.organisation();
    }
}
