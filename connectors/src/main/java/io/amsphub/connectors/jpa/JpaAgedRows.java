package io.amsphub.connectors.jpa;

import io.amsphub.processors.audit.AuditChain;
import io.amsphub.processors.port.AgedRows;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.step.WebhookFanOut;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link AgedRows} over JPA. */
public final class JpaAgedRows implements AgedRows {

    private static final Pattern SHA_256 = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Set<String> READERS = Set.of(AuditChain.READER, WebhookFanOut.READER);
    private static final String INBOX = "MessageProcessed";
    private static final int PAGE = 500;

    private static final Table EVENTS =
            new Table("EventRow", "id", "time", " and r.aggregate in (:aggregates) and r.position < :read");

    private static final Map<Retained, List<Table>> TABLES = Map.of(
            Retained.MACHINE_EVENTS,
            List.of(new Table(
                    EVENTS.row(), EVENTS.key(), EVENTS.time(), EVENTS.more() + " and r.fromState is not null")),
            Retained.OTHER_EVENTS,
            List.of(EVENTS),
            Retained.RECORD_EVENTS,
            List.of(EVENTS),
            Retained.REPLIES,
            List.of(new Table("ReplyRow", "key", "givenAt", "")),
            Retained.INBOX,
            List.of(new Table(INBOX, "id", "createdAt", ""), new Table("FailureNoteRow", "eventId", "notedAt", "")),
            Retained.DEAD_LETTERS,
            List.of(new Table("DeadLetterRow", "id", "replayedAt", "")),
            Retained.WEBHOOK_DELIVERIES,
            List.of(new Table("WebhookDeliveryRow", "id", "createdAt", "")),
            Retained.TRACES,
            List.of(new Table("TraceRow", "correlationId", "begunAt", "")));

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;

    /** Rows over a shared entity manager. */
    JpaAgedRows(EntityManager entityManager, UnitOfWork unitOfWork) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Where rows of a kind are.
     *
     * @param time what their age is counted from; a row without it has none
     * @param more a condition beside the age
     */
    private record Table(String row, String key, String time, String more) {

        /** Camel's own row has a time of the old kind. */
        @SuppressWarnings("JavaUtilDate")
        Object moment(Instant before) {
            return row.equals(INBOX) ? Date.from(before) : before;
        }

        String where() {
            return " from " + row + " r where r." + time + " < :before" + more;
        }
    }

    @Override
    public long count(Retained kind, Instant before) {
        return tables(kind).stream()
                .mapToLong(table -> query("select count(r)" + table.where(), Long.class, kind, table, before)
                        .getSingleResult())
                .sum();
    }

    @Override
    public int remove(Retained kind, Instant before, int limit) {
        int removed = 0;
        for (Table table : tables(kind)) {
            String oldest = "select r." + table.key() + table.where() + " order by r." + table.time();
            List<Object> keys = query(oldest, Object.class, kind, table, before)
                    .setMaxResults(limit - removed)
                    .getResultList();
            if (!keys.isEmpty()) {
                removed += entityManager
                        .createQuery("delete from " + table.row() + " r where r." + table.key() + " in (:keys)")
                        .setParameter("keys", keys)
                        .executeUpdate();
            }
            if (removed == limit) {
                break;
            }
        }
        return removed;
    }

    private static List<Table> tables(Retained kind) {
        return TABLES.getOrDefault(kind, List.of());
    }

    private <T> TypedQuery<T> query(String text, Class<T> type, Retained kind, Table table, Instant before) {
        TypedQuery<T> query = entityManager.createQuery(text, type).setParameter("before", table.moment(before));
        if (!kind.aggregates().isEmpty()) {
            query.setParameter("aggregates", kind.aggregates()).setParameter("read", readByAll());
        }
        return query;
    }

    /** Returns the position up to which everybody has read, and that is not the newest; 0 while a reader has not begun. */
    private long readByAll() {
        Map<String, Long> readers = new TreeMap<>();
        entityManager
                .createQuery("select c from EventCursorRow c", EventCursorRow.class)
                .getResultList()
                .forEach(cursor -> readers.put(cursor.reader, cursor.position));
        if (!readers.keySet().containsAll(READERS)) {
            return 0;
        }
        entityManager
                .createQuery("select p from PartnerPositionRow p", PartnerPositionRow.class)
                .getResultList()
                .forEach(partner -> readers.put("partner " + partner.name, partner.told));
        Long newest = entityManager
                .createQuery("select max(e.position) from EventRow e", Long.class)
                .getSingleResult();
        return readers.values().stream().mapToLong(Long::longValue).reduce(newest == null ? 0 : newest, Math::min);
    }

    @Override
    public Set<String> named(Set<String> sha256) {
        Set<String> named = new HashSet<>();
        for (Class<? extends AggregateRow> row : Schema.aggregates()) {
            read(row.getSimpleName(), "document", "", sha256, named);
        }
        read("OutboxRow", "body", Long.MIN_VALUE, sha256, named);
        read("CommandRow", "body", Long.MIN_VALUE, sha256, named);
        read("DeadLetterRow", "body", "", sha256, named);
        read("DeadLetterRow", "replayedBody", "", sha256, named);
        return named;
    }

    private void read(String row, String text, Object first, Set<String> sha256, Set<String> named) {
        Object after = first;
        List<Object[]> page;
        do {
            Object from = after;
            page = unitOfWork.call(() -> entityManager
                    .createQuery(
                            "select r.id, r." + text + " from " + row + " r where r.id > :after order by r.id",
                            Object[].class)
                    .setParameter("after", from)
                    .setMaxResults(PAGE)
                    .getResultList());
            for (Object[] one : page) {
                after = one[0];
                if (one[1] != null) {
                    find((String) one[1], sha256, named);
                }
            }
        } while (page.size() == PAGE);
    }

    private static void find(String text, Set<String> sha256, Set<String> named) {
        Matcher digests = SHA_256.matcher(text);
        while (digests.find()) {
            if (sha256.contains(digests.group())) {
                named.add(digests.group());
            }
        }
    }
}
