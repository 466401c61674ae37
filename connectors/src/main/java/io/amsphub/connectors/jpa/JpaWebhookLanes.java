package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.WebhookLanes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link WebhookLanes} over JPA. Each change is one statement on one row. */
public final class JpaWebhookLanes implements WebhookLanes {

    private static final int ERROR_LENGTH = 500;

    private final EntityManager entityManager;

    /** Lanes over a shared entity manager. */
    public JpaWebhookLanes(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void open(String subscription, String organisation) {
        WebhookLaneRow row = new WebhookLaneRow();
        row.subscriptionId = subscription;
        row.organisation = organisation;
        entityManager.persist(row);
    }

    @Override
    public Optional<Lane> find(String subscription) {
        return entityManager
                .createQuery("select l from WebhookLaneRow l where l.subscriptionId = :id", WebhookLaneRow.class)
                .setParameter("id", subscription)
                .getResultList()
                .stream()
                .findFirst()
                .map(JpaWebhookLanes::lane);
    }

    @Override
    public List<Lane> due(Instant now, int limit) {
        return entityManager
                .createQuery(
                        "select l from WebhookLaneRow l where l.nextDue <= :now order by l.nextDue",
                        WebhookLaneRow.class)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(JpaWebhookLanes::lane)
                .toList();
    }

    @Override
    public void wake(String subscription, Instant now) {
        change(
                        subscription,
                        "l.wakes = l.wakes + 1, l.nextDue = case when l.notBefore > :now then l.notBefore"
                                + " when l.nextDue < :now then l.nextDue else :now end",
                        "")
                .setParameter("now", now)
                .executeUpdate();
    }

    @Override
    public void restart(String subscription, Instant now) {
        change(
                        subscription,
                        "l.wakes = l.wakes + 1, l.nextDue = :now, l.notBefore = null, l.failingSince = null,"
                                + " l.failures = 0",
                        "")
                .setParameter("now", now)
                .executeUpdate();
    }

    @Override
    public void rest(String subscription, long wakes, @Nullable Instant until) {
        if (until == null) {
            change(subscription, "l.nextDue = null", " and l.wakes = :wakes")
                    .setParameter("wakes", wakes)
                    .executeUpdate();
        } else {
            change(subscription, "l.nextDue = :until", " and l.wakes = :wakes")
                    .setParameter("until", until)
                    .setParameter("wakes", wakes)
                    .executeUpdate();
        }
    }

    @Override
    public void succeeded(String subscription, Instant at) {
        change(subscription, "l.lastSuccessAt = :at, l.notBefore = null, l.failingSince = null, l.failures = 0", "")
                .setParameter("at", at)
                .executeUpdate();
    }

    @Override
    public void failed(String subscription, Instant at, String error, @Nullable Instant notBefore) {
        String what = "l.lastFailureAt = :at, l.lastError = :error, l.failures = l.failures + 1,"
                + " l.failingSince = coalesce(l.failingSince, :at)";
        String words = error.substring(0, Math.min(ERROR_LENGTH, error.length()));
        Query query = notBefore == null
                ? change(subscription, what, "")
                : change(subscription, what + ", l.notBefore = :until, l.nextDue = :until", "")
                        .setParameter("until", notBefore);
        query.setParameter("at", at).setParameter("error", words).executeUpdate();
    }

    @Override
    public void close(String subscription) {
        entityManager
                .createQuery("delete from WebhookLaneRow l where l.subscriptionId = :id")
                .setParameter("id", subscription)
                .executeUpdate();
    }

    private Query change(String subscription, String what, String condition) {
        return entityManager
                .createQuery("update WebhookLaneRow l set " + what + " where l.subscriptionId = :id" + condition)
                .setParameter("id", subscription);
    }

    private static Lane lane(WebhookLaneRow row) {
        return new Lane(
                row.subscriptionId,
                row.organisation,
                row.wakes,
                row.nextDue,
                row.notBefore,
                row.failingSince,
                row.failures,
                row.lastSuccessAt,
                row.lastFailureAt,
                row.lastError);
    }
}
