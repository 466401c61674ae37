package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.port.DesignLicences;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link DesignLicences} over JPA. */
public final class JpaDesignLicences extends JpaRepository<DesignLicence, DesignLicenceRow> implements DesignLicences {

    /** A repository over a shared entity manager. */
    public JpaDesignLicences(EntityManager entityManager) {
        super(entityManager, DesignLicence.class, DesignLicenceRow.class, Set.of());
    }

    @Override
    DesignLicenceRow newRow() {
        return new DesignLicenceRow();
    }

    @Override
    String id(DesignLicence aggregate) {
        return aggregate.id();
    }

    @Override
    long version(DesignLicence aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(DesignLicence aggregate, DesignLicenceRow row) {
        row.organisation = aggregate.organisation();
        row.state = DesignLicence.State.IN_FORCE.name();
        row.printsAllowed = aggregate.terms().prints();
        row.printsUsed = aggregate.used();
    }

    @Override
    public boolean any() {
        return !query("").setMaxResults(1).getResultList().isEmpty();
    }
}
