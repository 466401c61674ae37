package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.WebhookFanOut;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many of what there are, for health, metrics and the console. Reads only. */
public final class JpaCensus {

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;
    private final JpaOutbox outbox;
    private final JpaDeadLetters deadLetters;

    /** A census over a shared entity manager. */
    JpaCensus(EntityManager entityManager, UnitOfWork unitOfWork, JpaOutbox outbox, JpaDeadLetters deadLetters) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
    }

    /** Counts everything, in one transaction. */
    public Census take() {
        return unitOfWork.call(() -> new Census(
                count(OrderRow.class, "state", ""),
                count(JobRow.class, "state", ""),
                count(DeviceRow.class, "availability", " where r.state <> 'RETIRED'"),
                count(WorkItemRow.class, "kind", " where r.state = 'OPEN'"),
                outbox.waiting(),
                outbox.oldest(),
                outbox.waitingSince().orElse(null),
                deadLetters.waiting(),
                count(WebhookSubscriptionRow.class, "state", " where r.state <> 'DELETED'"),
                count(WebhookDeliveryRow.class, "state", " where r.state in ('PENDING', 'FAILED')"),
                webhookReader()));
    }

    /** Writes a row that differs each time: whether the database accepts changes now. */
    public void probe() {
        unitOfWork.run(() -> {
            FailureNoteRow row = new FailureNoteRow();
            row.eventId = "health-probe";
            row.reason = Long.toString(System.nanoTime());
            row.notedAt = Instant.now(); // so it never reaches the age of a note
            entityManager.merge(row);
            entityManager.flush();
        });
    }

    /** How far the reader is that makes deliveries of events; it has come to the end when it is the newest. */
    private Reader webhookReader() {
        EventCursorRow row = entityManager.find(EventCursorRow.class, WebhookFanOut.READER);
        Long newest = entityManager
                .createQuery("select max(e.position) from EventRow e", Long.class)
                .getSingleResult();
        long end = newest == null ? 0 : newest;
        return new Reader(row == null ? end : row.position, end);
    }

    private Map<String, Long> count(Class<?> row, String column, String where) {
        List<Object[]> groups = entityManager
                .createQuery(
                        "select r." + column + ", count(r) from " + row.getSimpleName() + " r" + where + " group by r."
                                + column,
                        Object[].class)
                .getResultList();
        Map<String, Long> counts = new TreeMap<>();
        groups.forEach(group -> counts.put((String) group[0], (Long) group[1]));
        return counts;
    }

    /**
     * What was counted.
     *
     * @param orders by state
     * @param jobs by state
     * @param machines by availability, without retired ones
     * @param workItems open ones, by kind
     * @param outboxWaiting messages that the relay has not moved yet
     * @param outboxOldest number of the oldest of them; 0 when there is none
     * @param outboxSince since when that one waits; null when there is none
     * @param deadLetters that nobody has replayed
     * @param webhooks by state, without deleted ones
     * @param webhookDeliveries that wait or have failed, by state
     * @param webhookReader how far events have become deliveries
     */
    public record Census(
            Map<String, Long> orders,
            Map<String, Long> jobs,
            Map<String, Long> machines,
            Map<String, Long> workItems,
            long outboxWaiting,
            long outboxOldest,
            @Nullable Instant outboxSince,
            long deadLetters,
            Map<String, Long> webhooks,
            Map<String, Long> webhookDeliveries,
            Reader webhookReader) {

        /** Copies the maps. */
        public Census {
            orders = Map.copyOf(orders);
            jobs = Map.copyOf(jobs);
            machines = Map.copyOf(machines);
            workItems = Map.copyOf(workItems);
            webhooks = Map.copyOf(webhooks);
            webhookDeliveries = Map.copyOf(webhookDeliveries);
        }
    }

    /**
     * A reader of the record of events.
     *
     * @param position the sequence of the last event that it has worked up
     * @param newest the sequence of the newest event
     */
    public record Reader(long position, long newest) {

        /** Returns how many events wait for it. */
        public long behind() {
            return newest - position;
        }
    }
}
