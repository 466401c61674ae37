package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.HandedCopy;
import io.amsphub.processors.port.HandedCopies;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link HandedCopies} over JPA. */
public final class JpaHandedCopies extends JpaRepository<HandedCopy, HandedCopyRow> implements HandedCopies {

    /** A repository over a shared entity manager. */
    public JpaHandedCopies(EntityManager entityManager) {
        super(entityManager, HandedCopy.class, HandedCopyRow.class, Set.of("designId"));
    }

    @Override
    HandedCopyRow newRow() {
        return new HandedCopyRow();
    }

    @Override
    String id(HandedCopy aggregate) {
        return aggregate.id();
    }

    @Override
    long version(HandedCopy aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(HandedCopy aggregate, HandedCopyRow row) {
        row.organisation = aggregate.organisation();
        row.state = HandedCopy.State.MADE.name();
        row.designId = aggregate.designId();
        row.markCode = aggregate.code();
    }
}
