package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.Complaint;
import io.amsphub.processors.order.ComplaintState;
import io.amsphub.processors.port.Complaints;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link Complaints} over JPA. */
public final class JpaComplaints extends JpaRepository<Complaint, ComplaintRow> implements Complaints {

    /** A repository over a shared entity manager. */
    public JpaComplaints(EntityManager entityManager) {
        super(entityManager, Complaint.class, ComplaintRow.class, Set.of("orderId", "serial", "state"));
    }

    @Override
    ComplaintRow newRow() {
        return new ComplaintRow();
    }

    @Override
    String id(Complaint aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Complaint aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Complaint aggregate, ComplaintRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.orderId = aggregate.orderId();
        row.serial = aggregate.serial();
        row.openKey = aggregate.state() == ComplaintState.OPEN ? aggregate.serial() : null;
    }

    @Override
    public List<Complaint> ofPart(String serial) {
        return list(query("where r.serial = :serial order by r.id").setParameter("serial", serial), Integer.MAX_VALUE);
    }

    @Override
    public List<Complaint> ofOrder(String orderId) {
        return list(query("where r.orderId = :order order by r.id").setParameter("order", orderId), Integer.MAX_VALUE);
    }
}
