package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.scan.ScanRequest;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link ScanRequests} over JPA. */
public final class JpaScanRequests extends JpaRepository<ScanRequest, ScanRequestRow> implements ScanRequests {

    private static final int MOST = 200;

    /** A repository over a shared entity manager. */
    public JpaScanRequests(EntityManager entityManager) {
        super(entityManager, ScanRequest.class, ScanRequestRow.class, Set.of("serial", "state"));
    }

    @Override
    ScanRequestRow newRow() {
        return new ScanRequestRow();
    }

    @Override
    String id(ScanRequest aggregate) {
        return aggregate.id();
    }

    @Override
    long version(ScanRequest aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(ScanRequest aggregate, ScanRequestRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.serial = aggregate.serial();
        row.expiresAt = aggregate.expiresAt();
    }

    @Override
    public List<ScanRequest> ofPart(String serial) {
        return list(query("where r.serial = :serial order by r.id").setParameter("serial", serial), MOST);
    }

    @Override
    public List<ScanRequest> unanswered(Instant before, int limit) {
        return list(
                query("where r.state = 'SENT' and r.expiresAt < :before order by r.id")
                        .setParameter("before", before),
                limit);
    }
}
