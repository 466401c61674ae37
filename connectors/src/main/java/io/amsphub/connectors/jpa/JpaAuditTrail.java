package io.amsphub.connectors.jpa;

import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditEntry;
import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.port.AuditTrail;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link AuditTrail} over JPA. */
public final class JpaAuditTrail implements AuditTrail {

    private final EntityManager entityManager;

    /** A trail over a shared entity manager. */
    public JpaAuditTrail(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void note(AuditNote note) {
        AuditRow row = new AuditRow();
        row.id = note.id();
        row.time = note.time();
        row.action = note.action();
        row.subject = note.subject();
        row.organisation = note.organisation();
        row.who = note.who();
        row.outcome = note.outcome();
        row.origin = note.origin();
        row.detail = note.detail();
        entityManager.persist(row);
    }

    @Override
    public List<AuditNote> waiting(int limit) {
        return entityManager
                .createQuery("select e from AuditRow e where e.position is null order by e.id", AuditRow.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new AuditNote(
                        row.id,
                        row.time,
                        row.action,
                        row.subject,
                        row.organisation,
                        row.who,
                        row.outcome,
                        row.origin,
                        row.detail))
                .toList();
    }

    @Override
    public void link(List<AuditEntry> fresh, List<AuditEntry> noted) {
        for (AuditEntry entry : fresh) {
            AuditRow row = new AuditRow();
            row.id = entry.id();
            copy(entry, row);
            entityManager.persist(row);
        }
        for (AuditEntry entry : noted) {
            copy(entry, entityManager.find(AuditRow.class, entry.id()));
        }
    }

    @Override
    public void erase(String person) {
        entityManager.flush();
        entityManager
                .createQuery("update AuditRow e set e.who = :who, e.origin = '', e.detail = '', e.salt = null"
                        + " where e.person = :person and e.salt is not null")
                .setParameter("who", AuditEntry.pseudonym(person))
                .setParameter("person", person)
                .executeUpdate();
    }

    static void copy(AuditEntry entry, AuditRow row) {
        row.position = entry.sequence();
        row.time = entry.time();
        row.action = entry.action();
        row.subject = entry.subject();
        row.organisation = entry.organisation();
        row.who = entry.who();
        row.person = entry.person();
        row.outcome = entry.outcome();
        row.origin = entry.origin();
        row.detail = entry.detail();
        row.salt = entry.salt();
        row.commitment = entry.commitment();
        row.previousHash = entry.previous();
        row.entryHash = entry.hash();
    }

    @Override
    public Optional<AuditEntry> newest() {
        return entityManager
                .createQuery(
                        "select e from AuditRow e where e.position is not null order by e.position desc",
                        AuditRow.class)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .map(JpaAuditTrail::toEntry)
                .findFirst();
    }

    @Override
    public List<AuditEntry> after(long sequence, Query query, int limit) {
        Map<String, Object> values = new TreeMap<>();
        StringBuilder where = new StringBuilder("select e from AuditRow e where e.position > :after");
        values.put("after", sequence);
        add(where, values, "(e.who = :who or e.person = :who)", "who", query.who());
        add(where, values, "e.subject = :subject", "subject", query.subject());
        add(where, values, "e.action = :action", "action", query.action());
        add(where, values, "e.outcome = :outcome", "outcome", query.outcome());
        add(where, values, "e.time >= :from", "from", query.from());
        add(where, values, "e.time < :to", "to", query.to());
        TypedQuery<AuditRow> rows = entityManager.createQuery(where + " order by e.position", AuditRow.class);
        values.forEach(rows::setParameter);
        return rows.setMaxResults(limit).getResultList().stream()
                .map(JpaAuditTrail::toEntry)
                .toList();
    }

    private static void add(
            StringBuilder where, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            values.put(name, value);
        }
    }

    static AuditEntry toEntry(AuditRow row) {
        return new AuditEntry(
                row.position == null ? 0 : row.position,
                row.id,
                row.time,
                row.action,
                row.subject,
                row.organisation,
                row.who,
                Objects.requireNonNullElse(row.person, ""),
                row.outcome,
                row.origin,
                row.detail,
                row.salt,
                Objects.requireNonNullElse(row.commitment, ""),
                Objects.requireNonNullElse(row.previousHash, ""),
                Objects.requireNonNullElse(row.entryHash, ""));
    }

    @Override
    public void sign(AuditCheckpoint checkpoint) {
        AuditCheckpointRow row = new AuditCheckpointRow();
        row.total = checkpoint.count();
        row.head = checkpoint.head();
        row.signedAt = checkpoint.time();
        row.keyId = checkpoint.keyId();
        row.signature = checkpoint.signature();
        entityManager.persist(row);
    }

    @Override
    public List<AuditCheckpoint> checkpoints(long count, int limit) {
        return entityManager
                .createQuery(
                        "select c from AuditCheckpointRow c where c.total > :count order by c.total",
                        AuditCheckpointRow.class)
                .setParameter("count", count)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(JpaAuditTrail::toCheckpoint)
                .toList();
    }

    @Override
    public Optional<AuditCheckpoint> newestCheckpoint() {
        return entityManager
                .createQuery("select c from AuditCheckpointRow c order by c.total desc", AuditCheckpointRow.class)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .map(JpaAuditTrail::toCheckpoint)
                .findFirst();
    }

    private static AuditCheckpoint toCheckpoint(AuditCheckpointRow row) {
        return new AuditCheckpoint(row.total, row.head, row.signedAt, row.keyId, row.signature);
    }
}
