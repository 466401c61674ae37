package io.amsphub.connectors.jpa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.PersonalRecords;
import io.amsphub.processors.privacy.PersonalFields;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** {@link PersonalRecords} over JPA: every kind of aggregate there is, and what is kept beside them. */
public final class JpaPersonalRecords implements PersonalRecords {

    /** Accounts are removed as a whole; invoices are kept by law; certificates are signed. */
    private static final Set<Class<?>> LEFT = Set.of(PersonRow.class, InvoiceRow.class, DeletionCertificateRow.class);

    private static final Set<String> OVER = Set.of(OrderState.DELIVERED.name(), OrderState.CANCELLED.name());
    private static final int CHUNK = 500;
    private static final String NAME = "name";
    private static final String PSEUDONYM = "pseudonym";

    private final EntityManager entityManager;

    /** Records over a shared entity manager. */
    public JpaPersonalRecords(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public List<Kept> of(String name) {
        PersonalFields personal = new PersonalFields(name);
        List<Kept> all = new ArrayList<>();
        each(name, (kind, row) -> {
            Map<String, String> fields = personal.of(document(row));
            if (!fields.isEmpty()) {
                all.add(new Kept(kind, row.id, row.organisation, fields));
            }
        });
        for (EventRow event : events(name)) {
            all.add(new Kept(
                    "event",
                    event.id,
                    event.organisation,
                    Map.of(
                            "/subject",
                            event.subject,
                            "/time",
                            event.time.toString(),
                            "/to",
                            event.toState,
                            "/who",
                            event.who,
                            "/why",
                            event.why)));
        }
        return all;
    }

    @Override
    public List<String> openOrders(String name) {
        List<String> open = new ArrayList<>();
        for (OrderRow row : naming(OrderRow.class, name)) {
            if (!OVER.contains(row.state)
                    && document(row).path("createdBy").asText().equals(name)) {
                open.add(row.id);
            }
        }
        return open;
    }

    @Override
    public boolean settled(String name, Set<String> readers) {
        Long unplaced = entityManager
                .createQuery("select count(e) from EventRow e where e.who = :name and e.position is null", Long.class)
                .setParameter(NAME, name)
                .getSingleResult();
        Long behind = entityManager
                .createQuery(
                        "select count(c) from EventCursorRow c where c.reader in :readers and c.position <"
                                + " (select max(e.position) from EventRow e where e.who = :name)",
                        Long.class)
                .setParameter("readers", readers)
                .setParameter(NAME, name)
                .getSingleResult();
        return unplaced + behind == 0;
    }

    @Override
    public Map<String, Integer> replace(String name, String pseudonym) {
        return JpaRepository.colliding("a record of " + pseudonym, () -> replaced(name, pseudonym));
    }

    private Map<String, Integer> replaced(String name, String pseudonym) {
        PersonalFields personal = new PersonalFields(name);
        Map<String, Integer> changed = new TreeMap<>();
        each(name, (kind, row) -> {
            JsonNode document = document(row);
            if (!personal.replace(document, pseudonym).isEmpty()) {
                row.document = Json.write(document);
                changed.merge(kind, 1, Integer::sum);
            }
        });
        List<EventRow> events = events(name);
        copies(events.stream().filter(event -> event.who.equals(name)).toList());
        for (EventRow event : events) {
            event.why = event.who.equals(name) ? PersonalFields.ERASED : personal.inText(event.why, pseudonym);
            event.who = event.who.equals(name) ? pseudonym : event.who;
            changed.merge("event", 1, Integer::sum);
        }
        entityManager.flush();
        beside(name, pseudonym);
        return changed;
    }

    /** What the person gave as a reason is kept with what it was said of, and on its way to webhooks, too. */
    private void copies(List<EventRow> events) {
        for (int from = 0; from < events.size(); from += CHUNK) {
            List<EventRow> some = events.subList(from, Math.min(from + CHUNK, events.size()));
            Set<String> words = some.stream()
                    .map(event -> event.why)
                    .filter(why -> !why.isBlank())
                    .collect(Collectors.toSet());
            Set<String> subjects = some.stream().map(event -> event.subject).collect(Collectors.toSet());
            for (Class<? extends AggregateRow> type : kept()) {
                erase(rows(type, "r.id in :values", subjects), words);
            }
            Set<String> ids = some.stream().map(event -> event.id).collect(Collectors.toSet());
            erase(rows(WebhookDeliveryRow.class, "r.eventId in :values", ids), words);
        }
    }

    private static void erase(List<? extends AggregateRow> rows, Set<String> words) {
        for (AggregateRow row : rows) {
            JsonNode document = document(row);
            if (PersonalFields.eraseWords(document, words)) {
                row.document = Json.write(document);
            }
        }
    }

    private <R extends AggregateRow> List<R> rows(Class<R> type, String condition, Set<String> values) {
        return entityManager
                .createQuery("select r from " + type.getSimpleName() + " r where " + condition, type)
                .setParameter("values", values)
                .getResultList();
    }

    private static List<Class<? extends AggregateRow>> kept() {
        return Schema.aggregates().stream().filter(type -> !LEFT.contains(type)).toList();
    }

    /** What is kept for a while only: replies that can be asked for again, who replayed what, notes for the audit. */
    private void beside(String name, String pseudonym) {
        entityManager
                .createQuery("delete from ReplyRow r where locate(:name, r.body) > 0 or locate(:name, r.key) > 0")
                .setParameter(NAME, name)
                .executeUpdate();
        entityManager
                .createQuery("update DeadLetterRow d set d.replayedBy = :pseudonym where d.replayedBy = :name")
                .setParameter(PSEUDONYM, pseudonym)
                .setParameter(NAME, name)
                .executeUpdate();
        entityManager
                .createQuery("update AuditRow a set a.who = :pseudonym, a.origin = '', a.detail = ''"
                        + " where a.position is null and a.who = :name")
                .setParameter(PSEUDONYM, pseudonym)
                .setParameter(NAME, name)
                .executeUpdate();
    }

    private List<EventRow> events(String name) {
        return entityManager
                .createQuery(
                        "select e from EventRow e where e.who = :name or locate(:name, e.why) > 0 order by e.id",
                        EventRow.class)
                .setParameter(NAME, name)
                .getResultList();
    }

    private void each(String name, BiConsumer<String, AggregateRow> action) {
        for (Class<? extends AggregateRow> type : kept()) {
            naming(type, name).forEach(row -> action.accept(kind(type), row));
        }
    }

    private <R extends AggregateRow> List<R> naming(Class<R> type, String name) {
        return entityManager
                .createQuery(
                        "select r from " + type.getSimpleName()
                                + " r where locate(:name, r.document) > 0 order by r.id",
                        type)
                .setParameter(NAME, name)
                .getResultList();
    }

    private static String kind(Class<?> type) {
        String simple = type.getSimpleName().replace("Row", "");
        return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
    }

    private static JsonNode document(AggregateRow row) {
        try {
            return Json.mapper().readTree(row.document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the document of " + row.id + " cannot be read", e);
        }
    }
}
