package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.EventCursors;
import jakarta.persistence.EntityManager;
import java.util.function.LongSupplier;

/** {@link EventCursors} over JPA. */
public final class JpaEventCursors implements EventCursors {

    private final EntityManager entityManager;

    /** Cursors over a shared entity manager. */
    public JpaEventCursors(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public long position(String reader, LongSupplier start) {
        EventCursorRow row = entityManager.find(EventCursorRow.class, reader);
        if (row == null) {
            row = new EventCursorRow();
            row.reader = reader;
            row.position = start.getAsLong();
            entityManager.persist(row);
        }
        return row.position;
    }

    @Override
    public void move(String reader, long position) {
        EventCursorRow row = new EventCursorRow();
        row.reader = reader;
        row.position = position;
        entityManager.merge(row);
    }
}
