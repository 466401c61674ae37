package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.WorkItems;
import io.amsphub.processors.production.WorkItem;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.Set;

/** {@link WorkItems} over JPA. */
public final class JpaWorkItems extends JpaRepository<WorkItem, WorkItemRow> implements WorkItems {

    /** A repository over a shared entity manager. */
    public JpaWorkItems(EntityManager entityManager) {
        super(entityManager, WorkItem.class, WorkItemRow.class, Set.of("state", "kind", "subject"));
    }

    @Override
    WorkItemRow newRow() {
        return new WorkItemRow();
    }

    @Override
    String id(WorkItem aggregate) {
        return aggregate.id();
    }

    @Override
    long version(WorkItem aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(WorkItem aggregate, WorkItemRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.open() ? "OPEN" : "DONE";
        row.kind = aggregate.kind().name();
        row.subject = aggregate.subject();
        row.openKey = aggregate.open() ? key(aggregate.kind(), aggregate.subject()) : null;
    }

    @Override
    public Optional<WorkItem> open(WorkItem.Kind kind, String subject) {
        return list(query("where r.openKey = :key").setParameter("key", key(kind, subject)), 1).stream()
                .findFirst();
    }

    private static String key(WorkItem.Kind kind, String subject) {
        return kind + " " + subject;
    }
}
