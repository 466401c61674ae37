package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Orders;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link Orders} over JPA. */
public final class JpaOrders extends JpaRepository<Order, OrderRow> implements Orders {

    /** A repository over a shared entity manager. */
    public JpaOrders(EntityManager entityManager) {
        super(entityManager, Order.class, OrderRow.class, Set.of("state"), REMEMBERED);
    }

    @Override
    OrderRow newRow() {
        return new OrderRow();
    }

    @Override
    String id(Order aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Order aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Order aggregate, OrderRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.quoteId = aggregate.quoteId();
        row.placedAt = aggregate.createdAt();
        row.dueAt = aggregate.requirements().dueAt();
        row.amount = aggregate.total().amount();
        row.currency = aggregate.total().currency();
    }
}
