package io.amsphub.connectors.jpa;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.StageEvent;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PartnerOutbox;
import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional outbox: a message is a row in the transaction of what it reports. A relay takes
 * the rows out in order with {@link #drain} and deletes them once the broker has them.
 */
public final class JpaOutbox implements Outbox, PartnerOutbox {

    private static final String CLOUD_EVENT = "application/cloudevents+json; charset=utf-8";

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;
    private final JpaTraces traces;
    private final OutboxBell bell;
    private final Clock clock;

    /** The stages that are only woken: of several messages to one of them the last says all. */
    private final Set<String> woken = ConcurrentHashMap.newKeySet();

    /** An outbox over a shared entity manager. */
    JpaOutbox(EntityManager entityManager, UnitOfWork unitOfWork, JpaTraces traces, OutboxBell bell, Clock clock) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
        this.traces = traces;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public void toStage(String stage, String subject, String correlationId) {
        String messageId = Ids.next("msg");
        OutboxRow row = newRow(correlationId);
        row.messageId = messageId;
        row.address = stage;
        row.body = Json.write(new StageEvent(messageId, subject, correlationId, clock.instant()));
        entityManager.persist(row);
    }

    @Override
    public void wake(String stage, String subject, String correlationId) {
        woken.add(stage);
        if (bell.firstOf(stage)) {
            toStage(stage, subject, correlationId);
        }
    }

    @Override
    public void toTopic(TopicMessage message) {
        OutboxRow row = newRow(message.correlationId());
        row.messageId = message.id();
        row.topic = true;
        row.address = message.topic();
        row.body = message.body();
        row.expiresAt = message.expiresAt();
        row.responseTopic = message.responseTopic();
        entityManager.persist(row);
    }

    @Override
    public void toPartner(PartnerMessage message) {
        OutboxRow row = newRow(message.correlationId());
        row.messageId = message.id();
        row.address = message.queue();
        row.body = message.body();
        row.answers = message.answers();
        row.contentType = CLOUD_EVENT;
        entityManager.persist(row);
    }

    /**
     * Sends a payload again as it was, to the queue or the MQTT topic that it came by. Receivers know it
     * by its old event id; to the broker it is a new message, because it drops an id that it has seen.
     */
    void replay(String eventId, String address, String body, String correlationId) {
        OutboxRow row = newRow(correlationId);
        row.messageId = Ids.next("rpl");
        row.eventId = eventId;
        row.topic = address.indexOf('/') >= 0;
        row.address = address;
        row.body = body;
        entityManager.persist(row);
    }

    /**
     * Gives waiting messages to a sender, oldest first, and deletes them when it returns. When the
     * sender throws, or the hub dies, they wait on and are given again: the sender marks each with its
     * id so that the broker drops the second copy. Of those that only wake a stage the last is given for all. The unit of
     * work that reads them has ended before: what is given is on disk, with all that it tells of.
     *
     * @return how many were sent
     */
    public int drain(int limit, Consumer<List<Message>> sender) {
        List<OutboxRow> rows = unitOfWork.call(() -> entityManager
                .createQuery("select o from OutboxRow o order by o.place", OutboxRow.class)
                .setMaxResults(limit)
                .getResultList());
        if (!rows.isEmpty()) {
            sender.accept(needed(rows).stream().map(JpaOutbox::message).toList());
            List<Long> sent = rows.stream().map(row -> row.id).toList();
            unitOfWork.run(() -> entityManager
                    .createQuery("delete from OutboxRow o where o.id in (:ids)")
                    .setParameter("ids", sent)
                    .executeUpdate());
        }
        return rows.size();
    }

    private List<OutboxRow> needed(List<OutboxRow> rows) {
        Map<String, OutboxRow> last = new HashMap<>();
        rows.stream().filter(this::wakes).forEach(row -> last.put(row.address, row));
        return rows.stream()
                .filter(row -> !wakes(row) || row.equals(last.get(row.address)))
                .toList();
    }

    /** A replay is counted by whoever asked for it, so it is sent as it is. */
    private boolean wakes(OutboxRow row) {
        return row.eventId == null && !row.topic && woken.contains(row.address);
    }

    /** Waits until a transaction of this process has left a message here since this was asked before, or the time is over. */
    public void awaitNews(Duration atMost) {
        bell.await(atMost);
    }

    private OutboxRow newRow(String correlationId) {
        OutboxRow row = new OutboxRow();
        row.correlationId = correlationId;
        row.createdAt = clock.instant();
        row.traceparent = traces.parentOf(correlationId);
        bell.ringAfterCommit();
        return row;
    }

    /** Returns how many messages wait. */
    public long waiting() {
        return entityManager
                .createQuery("select count(o) from OutboxRow o", Long.class)
                .getSingleResult();
    }

    /** Returns the number of the oldest message that waits, or 0: it grows while the relay works. */
    public long oldest() {
        Long oldest = entityManager
                .createQuery("select min(o.place) from OutboxRow o", Long.class)
                .getSingleResult();
        return oldest == null ? 0 : oldest;
    }

    /** Returns since when the message waits that has waited longest; empty when none waits. */
    public Optional<Instant> waitingSince() {
        return Optional.ofNullable(entityManager
                .createQuery("select min(o.createdAt) from OutboxRow o", Instant.class)
                .getSingleResult());
    }

    private static Message message(OutboxRow row) {
        String eventId = row.eventId;
        return new Message(
                row.messageId,
                eventId == null ? row.messageId : eventId,
                row.topic,
                row.address,
                row.body,
                row.correlationId,
                row.expiresAt,
                row.responseTopic,
                row.answers,
                row.contentType,
                row.traceparent);
    }

    /**
     * A message as the relay sends it.
     *
     * @param id duplicate-detection id
     * @param eventId the id that receivers know it by
     * @param topic whether the address is an MQTT topic name rather than a queue
     * @param address queue or topic
     * @param body payload
     * @param correlationId what it belongs to
     * @param expiresAt after this it is not delivered any more
     * @param responseTopic where the answer is expected
     * @param answers the correlation id of the message of a partner that this answers
     * @param contentType what the body is, for receivers outside of the hub
     * @param traceparent the span that wrote it, as W3C Trace Context writes it
     */
    public record Message(
            String id,
            String eventId,
            boolean topic,
            String address,
            String body,
            String correlationId,
            @Nullable Instant expiresAt,
            @Nullable String responseTopic,
            @Nullable String answers,
            @Nullable String contentType,
            @Nullable String traceparent) {}
}
