package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.OrderAccount;
import io.amsphub.processors.port.OrderAccounts;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link OrderAccounts} over JPA. */
public final class JpaOrderAccounts extends JpaRepository<OrderAccount, OrderAccountRow> implements OrderAccounts {

    /** A repository over a shared entity manager. */
    public JpaOrderAccounts(EntityManager entityManager) {
        super(entityManager, OrderAccount.class, OrderAccountRow.class, Set.of());
    }

    @Override
    OrderAccountRow newRow() {
        return new OrderAccountRow();
    }

    @Override
    String id(OrderAccount aggregate) {
        return aggregate.id();
    }

    @Override
    long version(OrderAccount aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(OrderAccount aggregate, OrderAccountRow row) {
        row.organisation = aggregate.organisation();
    }
}
