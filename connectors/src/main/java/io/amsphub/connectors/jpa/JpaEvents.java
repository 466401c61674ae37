package io.amsphub.connectors.jpa;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.EventSequencer;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Events} over JPA.
 *
 * <p>Transactions commit in another order than they began, so a position that is given on insert
 * would let a reader with a cursor skip an event that commits late. Positions are therefore given
 * afterwards, by {@link #sequence}, which only one thread of one node calls.
 */
public final class JpaEvents implements Events, EventSequencer {

    private static final int REASON_LENGTH = 500;
    private static final int BATCH = 500;

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;

    /** Events over a shared entity manager. */
    public JpaEvents(EntityManager entityManager, UnitOfWork unitOfWork) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public void append(HubEvent event) {
        EventRow row = new EventRow();
        row.id = event.id();
        row.time = event.time();
        row.aggregate = event.aggregate();
        row.subject = event.subject();
        row.fromState = event.from();
        row.toState = event.to();
        row.who = event.who();
        row.why = event.why().length() > REASON_LENGTH ? event.why().substring(0, REASON_LENGTH) : event.why();
        row.organisation = event.organisation();
        row.correlationId = event.correlationId();
        entityManager.persist(row);
    }

    @Override
    public int sequence() {
        return unitOfWork.call(() -> {
            List<EventRow> rows = entityManager
                    .createQuery("select e from EventRow e where e.position is null order by e.id", EventRow.class)
                    .setMaxResults(BATCH)
                    .getResultList();
            if (!rows.isEmpty()) {
                long position = newest();
                for (EventRow row : rows) {
                    row.position = ++position;
                }
            }
            return rows.size();
        });
    }

    @Override
    public List<HubEvent> after(
            @Nullable String organisation,
            @Nullable String subject,
            @Nullable String correlationId,
            long afterSequence,
            int limit) {
        Map<String, Object> values = new TreeMap<>();
        values.put("after", afterSequence);
        StringBuilder where = new StringBuilder("select e from EventRow e where e.position > :after");
        add(where, values, "organisation", organisation);
        add(where, values, "subject", subject);
        add(where, values, "correlationId", correlationId);
        TypedQuery<EventRow> query = entityManager.createQuery(where + " order by e.position", EventRow.class);
        values.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList().stream()
                .map(JpaEvents::toEvent)
                .toList();
    }

    @Override
    public List<HubEvent> about(String subject, int limit) {
        return entityManager
                .createQuery(
                        "select e from EventRow e where e.subject = :subject order by e.position nulls last, e.id",
                        EventRow.class)
                .setParameter("subject", subject)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(JpaEvents::toEvent)
                .toList();
    }

    @Override
    public long newest() {
        Long newest = entityManager
                .createQuery("select max(e.position) from EventRow e", Long.class)
                .getSingleResult();
        return newest == null ? 0 : newest;
    }

    private static void add(StringBuilder where, Map<String, Object> values, String column, @Nullable String value) {
        if (value != null) {
            where.append(" and e.").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    private static HubEvent toEvent(EventRow row) {
        return new HubEvent(
                row.position == null ? 0 : row.position,
                row.id,
                row.time,
                row.aggregate,
                row.subject,
                row.fromState,
                row.toState,
                row.who,
                row.why,
                row.organisation,
                row.correlationId);
    }
}
