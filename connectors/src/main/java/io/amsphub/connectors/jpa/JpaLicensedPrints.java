package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.LicensedPrint;
import io.amsphub.processors.port.LicensedPrints;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link LicensedPrints} over JPA. */
public final class JpaLicensedPrints extends JpaRepository<LicensedPrint, LicensedPrintRow> implements LicensedPrints {

    /** A repository over a shared entity manager. */
    public JpaLicensedPrints(EntityManager entityManager) {
        super(entityManager, LicensedPrint.class, LicensedPrintRow.class, Set.of("designId", "state"));
    }

    @Override
    LicensedPrintRow newRow() {
        return new LicensedPrintRow();
    }

    @Override
    String id(LicensedPrint aggregate) {
        return aggregate.id();
    }

    @Override
    long version(LicensedPrint aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(LicensedPrint aggregate, LicensedPrintRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.designId = aggregate.designId();
    }
}
