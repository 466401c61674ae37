package io.amsphub.connectors.jpa;

import io.amsphub.processors.licence.DeletionCertificate;
import io.amsphub.processors.port.DeletionCertificates;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link DeletionCertificates} over JPA. */
public final class JpaDeletionCertificates extends JpaRepository<DeletionCertificate, DeletionCertificateRow>
        implements DeletionCertificates {

    /** A repository over a shared entity manager. */
    public JpaDeletionCertificates(EntityManager entityManager) {
        super(entityManager, DeletionCertificate.class, DeletionCertificateRow.class, Set.of("designId"));
    }

    @Override
    DeletionCertificateRow newRow() {
        return new DeletionCertificateRow();
    }

    @Override
    String id(DeletionCertificate aggregate) {
        return aggregate.id();
    }

    @Override
    long version(DeletionCertificate aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(DeletionCertificate aggregate, DeletionCertificateRow row) {
        row.organisation = aggregate.organisation();
        row.state = DeletionCertificate.State.DELETED.name();
        row.designId = aggregate.designId();
    }
}
