package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link Rfqs} over JPA. */
public final class JpaRfqs extends JpaRepository<Rfq, RfqRow> implements Rfqs {

    /** A repository over a shared entity manager. */
    public JpaRfqs(EntityManager entityManager) {
        super(entityManager, Rfq.class, RfqRow.class, Set.of("state"));
    }

    @Override
    RfqRow newRow() {
        return new RfqRow();
    }

    @Override
    String id(Rfq aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Rfq aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Rfq aggregate, RfqRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.deadline = aggregate.deadline();
    }

    @Override
    public List<Rfq> due(Instant now, int limit) {
        return list(
                query("where r.state = :state and r.deadline <= :now order by r.deadline")
                        .setParameter("state", RfqState.OPEN.name())
                        .setParameter("now", now),
                limit);
    }
}
