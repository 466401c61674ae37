package io.amsphub.connectors.jpa;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.port.Revisions;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.Set;

/** {@link Revisions} over JPA. */
public final class JpaRevisions extends JpaRepository<DesignRevision, RevisionRow> implements Revisions {

    /** What a machine may have found in them is long. */
    private static final int REMEMBERED = 100;

    /** A repository over a shared entity manager. */
    public JpaRevisions(EntityManager entityManager) {
        super(entityManager, DesignRevision.class, RevisionRow.class, Set.of("designId", "state"), REMEMBERED);
    }

    @Override
    RevisionRow newRow() {
        return new RevisionRow();
    }

    @Override
    String id(DesignRevision aggregate) {
        return aggregate.id();
    }

    @Override
    long version(DesignRevision aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(DesignRevision aggregate, RevisionRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.designId = aggregate.designId();
        Upload upload = aggregate.upload();
        row.uploadId = upload == null ? aggregate.id() : upload.id();
    }

    @Override
    public Optional<DesignRevision> findByUpload(String uploadId) {
        return list(query("where r.uploadId = :upload").setParameter("upload", uploadId), 1).stream()
                .findFirst();
    }
}
