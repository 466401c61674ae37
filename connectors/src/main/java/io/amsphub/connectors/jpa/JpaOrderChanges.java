package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.port.OrderChanges;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link OrderChanges} over JPA. */
public final class JpaOrderChanges extends JpaRepository<OrderChange, OrderChangeRow> implements OrderChanges {

    /** A repository over a shared entity manager. */
    public JpaOrderChanges(EntityManager entityManager) {
        super(entityManager, OrderChange.class, OrderChangeRow.class, Set.of("orderId", "state"));
    }

    @Override
    OrderChangeRow newRow() {
        return new OrderChangeRow();
    }

    @Override
    String id(OrderChange aggregate) {
        return aggregate.id();
    }

    @Override
    long version(OrderChange aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(OrderChange aggregate, OrderChangeRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.orderId = aggregate.orderId();
    }

    @Override
    public List<OrderChange> ofOrder(String orderId) {
        return list(query("where r.orderId = :order order by r.id").setParameter("order", orderId), Integer.MAX_VALUE);
    }
}
