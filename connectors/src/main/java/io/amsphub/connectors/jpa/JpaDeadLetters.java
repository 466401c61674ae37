package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@link DeadLetters} over JPA. */
public final class JpaDeadLetters implements DeadLetters {

    private static final int REASON_LENGTH = 2000;
    private static final int QUEUE_LENGTH = 400;

    private final EntityManager entityManager;
    private final UnitOfWork ownUnit;
    private final JpaOutbox outbox;
    private final Clock clock;

    /**
     * Dead letters over a shared entity manager.
     *
     * @param ownUnit a unit of work that is independent of the current one
     */
    public JpaDeadLetters(EntityManager entityManager, UnitOfWork ownUnit, JpaOutbox outbox, Clock clock) {
        this.entityManager = entityManager;
        this.ownUnit = ownUnit;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void keep(DeadLetter letter) {
        DeadLetterRow row = new DeadLetterRow();
        row.id = letter.id();
        row.queue = shorten(letter.queue(), QUEUE_LENGTH);
        row.eventId = letter.eventId();
        row.correlationId = letter.correlationId();
        row.body = letter.body();
        row.reason = shorten(letter.reason(), REASON_LENGTH);
        row.attempts = letter.attempts();
        row.failedAt = letter.failedAt();
        entityManager.merge(row);
    }

    @Override
    public void keepNow(DeadLetter letter) {
        ownUnit.run(() -> keep(letter));
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(entityManager.find(DeadLetterRow.class, id)).map(JpaDeadLetters::toLetter);
    }

    @Override
    public Page<DeadLetter> page(PageRequest request) {
        String after = request.after();
        List<DeadLetter> letters = entityManager
                .createQuery(
                        "select d from DeadLetterRow d where d.id > :after and (:state = ''"
                                + " or (:state = 'WAITING' and d.replayedAt is null)"
                                + " or (:state = 'REPLAYED' and d.replayedAt is not null)) order by d.id",
                        DeadLetterRow.class)
                .setParameter("after", after == null ? "" : after)
                .setParameter("state", request.filters().getOrDefault("state", ""))
                .setMaxResults(request.limit() + 1)
                .getResultList()
                .stream()
                .map(JpaDeadLetters::toLetter)
                .toList();
        boolean more = letters.size() > request.limit();
        List<DeadLetter> shown = more ? letters.subList(0, request.limit()) : letters;
        return new Page<>(shown, more ? shown.get(shown.size() - 1).id() : null);
    }

    @Override
    public long waiting() {
        return entityManager
                .createQuery("select count(d) from DeadLetterRow d where d.replayedAt is null", Long.class)
                .getSingleResult();
    }

    @Override
    public void replay(String id, String by) {
        DeadLetterRow row = replayed(id, by);
        outbox.replay(row.eventId, row.queue, row.body, row.correlationId);
    }

    @Override
    public void replayAs(String id, String body, String by) {
        DeadLetterRow row = replayed(id, by);
        row.replayedBody = body;
        outbox.replay(row.eventId, row.queue, body, row.correlationId);
    }

    private DeadLetterRow replayed(String id, String by) {
        DeadLetterRow row = entityManager.find(DeadLetterRow.class, id);
        if (row == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND, "there is no dead letter " + id, null, "GET /dead-letters lists them");
        }
        if (row.replayedAt != null) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    id + " was replayed at " + row.replayedAt + " by " + row.replayedBy,
                    null,
                    "if it failed again it is listed again");
        }
        row.replayedAt = clock.instant();
        row.replayedBy = by;
        return row;
    }

    @Override
    public void note(String eventId, String reason) {
        ownUnit.run(() -> {
            FailureNoteRow row = new FailureNoteRow();
            row.eventId = eventId;
            row.reason = shorten(reason, REASON_LENGTH);
            row.notedAt = clock.instant();
            entityManager.merge(row);
        });
    }

    @Override
    public Optional<String> lastReason(String eventId) {
        return Optional.ofNullable(entityManager.find(FailureNoteRow.class, eventId))
                .map(r -> r.reason);
    }

    private static String shorten(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private static DeadLetter toLetter(DeadLetterRow row) {
        return new DeadLetter(
                row.id,
                row.queue,
                row.eventId,
                row.correlationId,
                row.body,
                row.reason,
                row.attempts,
                row.failedAt,
                row.replayedAt,
                row.replayedBy,
                row.replayedBody);
    }
}
