package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.LedgerEntry;
import io.amsphub.processors.port.Ledger;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** {@link Ledger} over JPA. */
public final class JpaLedger extends JpaRepository<LedgerEntry, LedgerEntryRow> implements Ledger {

    /** A repository over a shared entity manager. */
    public JpaLedger(EntityManager entityManager) {
        super(entityManager, LedgerEntry.class, LedgerEntryRow.class, Set.of("orderId", "state"));
    }

    @Override
    LedgerEntryRow newRow() {
        return new LedgerEntryRow();
    }

    @Override
    String id(LedgerEntry aggregate) {
        return aggregate.id();
    }

    @Override
    long version(LedgerEntry aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(LedgerEntry aggregate, LedgerEntryRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.kind().name();
        row.orderId = aggregate.orderId();
    }

    @Override
    public List<LedgerEntry> ofOrder(String orderId) {
        return list(query("where r.orderId = :order").setParameter("order", orderId), Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(LedgerEntry::at).thenComparing(LedgerEntry::id))
                .toList();
    }
}
