package io.amsphub.connectors.jpa;

import io.amsphub.processors.design.Printability;
import io.amsphub.processors.port.Printabilities;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link Printabilities} over JPA. */
public final class JpaPrintabilities extends JpaRepository<Printability, PrintabilityRow> implements Printabilities {

    /** A repository over a shared entity manager. */
    public JpaPrintabilities(EntityManager entityManager) {
        super(entityManager, Printability.class, PrintabilityRow.class, Set.of("revisionId"));
    }

    @Override
    PrintabilityRow newRow() {
        return new PrintabilityRow();
    }

    @Override
    String id(Printability aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Printability aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Printability aggregate, PrintabilityRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.printable() ? "PRINTABLE" : "NOT_PRINTABLE";
        row.revisionId = aggregate.revisionId();
    }
}
