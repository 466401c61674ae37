package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link Parts} over JPA. */
public final class JpaParts extends JpaRepository<Part, PartRow> implements Parts {

    /** A repository over a shared entity manager. */
    public JpaParts(EntityManager entityManager) {
        super(entityManager, Part.class, PartRow.class, Set.of("orderId", "state"), REMEMBERED);
    }

    @Override
    PartRow newRow() {
        return new PartRow();
    }

    @Override
    String id(Part aggregate) {
        return aggregate.serial();
    }

    @Override
    long version(Part aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Part aggregate, PartRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.orderId = aggregate.orderId();
    }

    @Override
    public List<Part> ofOrder(String orderId) {
        return list(
                query("where r.orderId = :order order by length(r.id), r.id").setParameter("order", orderId),
                Integer.MAX_VALUE);
    }
}
