package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Scans;
import io.amsphub.processors.scan.Scan;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** {@link Scans} over JPA. */
public final class JpaScans extends JpaRepository<Scan, ScanRow> implements Scans {

    private static final int MOST = 200;

    /** A repository over a shared entity manager. */
    public JpaScans(EntityManager entityManager) {
        super(entityManager, Scan.class, ScanRow.class, Set.of("serial", "scanner", "state"));
    }

    @Override
    ScanRow newRow() {
        return new ScanRow();
    }

    @Override
    String id(Scan aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Scan aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Scan aggregate, ScanRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.scanner = aggregate.scanner();
        row.scanId = aggregate.scanId();
        row.serial = aggregate.serial();
    }

    @Override
    public List<Scan> ofScanId(String scanner, String scanId) {
        return inOrder(list(
                query("where r.scanner = :scanner and r.scanId = :scanId")
                        .setParameter("scanner", scanner)
                        .setParameter("scanId", scanId),
                MOST));
    }

    @Override
    public List<Scan> announced(String scanner, int limit) {
        return list(
                query("where r.scanner = :scanner and r.state = 'ANNOUNCED' order by r.id")
                        .setParameter("scanner", scanner),
                limit);
    }

    @Override
    public List<Scan> ofPart(String serial) {
        return inOrder(list(query("where r.serial = :serial").setParameter("serial", serial), MOST));
    }

    /** Ids are digests; in time is by when they were recorded. */
    private static List<Scan> inOrder(List<Scan> scans) {
        return scans.stream()
                .sorted(Comparator.comparing(Scan::recordedAt).thenComparing(Scan::id))
                .toList();
    }
}
