package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.SlicedFiles;
import io.amsphub.processors.sliced.SlicedFile;
import io.amsphub.processors.sliced.SlicedFileState;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link SlicedFiles} over JPA. */
public final class JpaSlicedFiles extends JpaRepository<SlicedFile, SlicedFileRow> implements SlicedFiles {

    /** A repository over a shared entity manager. */
    public JpaSlicedFiles(EntityManager entityManager) {
        super(entityManager, SlicedFile.class, SlicedFileRow.class, Set.of("state", "path"));
    }

    @Override
    SlicedFileRow newRow() {
        return new SlicedFileRow();
    }

    @Override
    String id(SlicedFile aggregate) {
        return aggregate.id();
    }

    @Override
    long version(SlicedFile aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(SlicedFile aggregate, SlicedFileRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.path = aggregate.path();
        row.keptAt = aggregate.state() == SlicedFileState.KEPT ? key(aggregate.organisation(), aggregate.path()) : null;
        row.lastPrint = aggregate.lastPrint();
    }

    @Override
    public Optional<SlicedFile> atPath(String organisation, String path) {
        return list(query("where r.keptAt = :key").setParameter("key", key(organisation, path)), 1).stream()
                .findFirst();
    }

    @Override
    public List<SlicedFile> kept(String organisation, int limit) {
        return list(
                query("where r.organisation = :organisation and r.keptAt is not null order by r.path")
                        .setParameter("organisation", organisation),
                limit);
    }

    @Override
    public Optional<SlicedFile> lastPrinted(String organisation) {
        return list(
                        query("where r.organisation = :organisation and r.lastPrint is not null"
                                        + " order by r.lastPrint desc")
                                .setParameter("organisation", organisation),
                        1)
                .stream()
                .findFirst();
    }

    private static String key(String organisation, String path) {
        return organisation + "/" + path;
    }
}
