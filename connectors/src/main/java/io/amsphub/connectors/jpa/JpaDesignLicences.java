package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.port.DesignLicences;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link DesignLicences} over JPA. */
public final class JpaDesignLicences extends JpaRepository<DesignLicence, DesignLicenceRow> implements DesignLicences {

    /** A repository over a shared entity manager. */
    public JpaDesignLicences(EntityManager entityManager) {
        super(entityManager, DesignLicence.class, DesignLicenceRow.class, Set.of("offeredTo"));
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
        if (!row.offeredTo.equals(Set.copyOf(aggregate.terms().offeredTo()))) {
            row.offeredTo.clear();
            row.offeredTo.addAll(aggregate.terms().offeredTo());
        }
    }

    /** What is offered to everybody is offered to each. */
    @Override
    String condition(String column) {
        return "(:offeredTo member of r.offeredTo or '" + DesignLicence.Terms.EVERYBODY + "' member of r.offeredTo)";
    }

    @Override
    public boolean any() {
        return !query("").setMaxResults(1).getResultList().isEmpty();
    }
}
