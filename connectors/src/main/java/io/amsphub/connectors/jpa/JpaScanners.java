package io.amsphub.connectors.jpa;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.scan.Scanner;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;

/** {@link Scanners} over JPA. */
public final class JpaScanners extends JpaRepository<Scanner, ScannerRow> implements Scanners {

    /** A repository over a shared entity manager. */
    public JpaScanners(EntityManager entityManager) {
        super(entityManager, Scanner.class, ScannerRow.class, Set.of("amCentre", "state"));
    }

    @Override
    ScannerRow newRow() {
        return new ScannerRow();
    }

    @Override
    String id(Scanner aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Scanner aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Scanner aggregate, ScannerRow row) {
        row.organisation = aggregate.amCentre();
        row.state = aggregate.state().name();
        row.amCentre = aggregate.amCentre();
        row.dropFolder = aggregate.dropFolder() && aggregate.registration() != Registration.RETIRED;
    }

    @Override
    public List<Scanner> withDropFolder(int limit) {
        return list(query("where r.dropFolder = true order by r.id"), limit);
    }
}
