package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.port.Invoices;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** {@link Invoices} over JPA. */
public final class JpaInvoices extends JpaRepository<Invoice, InvoiceRow> implements Invoices {

    /** A repository over a shared entity manager. */
    public JpaInvoices(EntityManager entityManager) {
        super(entityManager, Invoice.class, InvoiceRow.class, Set.of("orderId", "state"));
    }

    @Override
    InvoiceRow newRow() {
        return new InvoiceRow();
    }

    @Override
    String id(Invoice aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Invoice aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Invoice aggregate, InvoiceRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.settled() ? "SETTLED" : "OPEN";
        row.orderId = aggregate.orderId();
        BigDecimal total = aggregate.total().amount();
        row.amount = aggregate.kind() == Invoice.Kind.CREDIT_NOTE ? total.negate() : total;
    }

    @Override
    public List<Invoice> ofOrder(String orderId) {
        return list(query("where r.orderId = :order order by r.id").setParameter("order", orderId), Integer.MAX_VALUE);
    }
}
