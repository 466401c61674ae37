package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.DesignProtection;
import io.amsphub.processors.port.DesignProtections;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link DesignProtections} over JPA. */
public final class JpaDesignProtections extends JpaRepository<DesignProtection, DesignProtectionRow>
        implements DesignProtections {

    /** A repository over a shared entity manager. */
    public JpaDesignProtections(EntityManager entityManager) {
        super(entityManager, DesignProtection.class, DesignProtectionRow.class, Set.of());
    }

    @Override
    DesignProtectionRow newRow() {
        return new DesignProtectionRow();
    }

    @Override
    String id(DesignProtection aggregate) {
        return aggregate.id();
    }

    @Override
    long version(DesignProtection aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(DesignProtection aggregate, DesignProtectionRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.deleteOn = aggregate.deleteOn();
    }

    @Override
    public List<DesignProtection> due(Instant now, int limit) {
        return list(
                query("where r.state = :state and r.deleteOn <= :now order by r.deleteOn")
                        .setParameter("state", DesignProtection.State.IN_FORCE.name())
                        .setParameter("now", now),
                limit);
    }
}
