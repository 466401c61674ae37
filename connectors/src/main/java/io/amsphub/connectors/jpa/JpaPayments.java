package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.Payment;
import io.amsphub.processors.port.Payments;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link Payments} over JPA. */
public final class JpaPayments extends JpaRepository<Payment, PaymentRow> implements Payments {

    /** A repository over a shared entity manager. */
    public JpaPayments(EntityManager entityManager) {
        super(entityManager, Payment.class, PaymentRow.class, Set.of("orderId", "state"));
    }

    @Override
    PaymentRow newRow() {
        return new PaymentRow();
    }

    @Override
    String id(Payment aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Payment aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Payment aggregate, PaymentRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.orderId = aggregate.orderId();
        row.reference = aggregate.reference();
        row.asked = aggregate.asked() != null;
    }

    @Override
    public List<Payment> ofOrder(String orderId) {
        return list(
                query("where r.orderId = :order order by length(r.id), r.id").setParameter("order", orderId),
                Integer.MAX_VALUE);
    }

    @Override
    public List<Payment> asked(int limit) {
        return list(query("where r.asked = true order by r.id"), limit);
    }
}
