package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.WebhookDeliveries;
import io.amsphub.processors.webhook.DeliveryState;
import io.amsphub.processors.webhook.WebhookDelivery;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link WebhookDeliveries} over JPA. */
public final class JpaWebhookDeliveries extends JpaRepository<WebhookDelivery, WebhookDeliveryRow>
        implements WebhookDeliveries {

    /** A repository over a shared entity manager. */
    public JpaWebhookDeliveries(EntityManager entityManager) {
        super(entityManager, WebhookDelivery.class, WebhookDeliveryRow.class, Set.of("state", "subscriptionId"));
    }

    @Override
    WebhookDeliveryRow newRow() {
        return new WebhookDeliveryRow();
    }

    @Override
    String id(WebhookDelivery aggregate) {
        return aggregate.id();
    }

    @Override
    long version(WebhookDelivery aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(WebhookDelivery aggregate, WebhookDeliveryRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.subscriptionId = aggregate.subscriptionId();
        row.eventId = aggregate.eventId();
        row.createdAt = aggregate.createdAt();
        row.nextAttemptAt = aggregate.nextAttemptAt();
        row.targetDown = aggregate.targetDown();
    }

    @Override
    WebhookDelivery toAggregate(WebhookDeliveryRow row) {
        return super.toAggregate(row).due(row.nextAttemptAt);
    }

    /** Ordered by all columns of the index, so that it is read in order, and nothing is sorted. */
    @Override
    public Optional<WebhookDelivery> nextDue(String subscription, Instant now) {
        return list(
                        query(
                                        "where r.subscriptionId = :subscription and r.state = :pending and r.nextAttemptAt <= :now"
                                                + " order by r.subscriptionId, r.state, r.id")
                                .setParameter("subscription", subscription)
                                .setParameter("pending", DeliveryState.PENDING.name())
                                .setParameter("now", now),
                        1)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Instant> earliest(String subscription) {
        return Optional.ofNullable(entityManager()
                .createQuery(
                        "select min(r.nextAttemptAt) from WebhookDeliveryRow r"
                                + " where r.subscriptionId = :subscription and r.state = :pending",
                        Instant.class)
                .setParameter("subscription", subscription)
                .setParameter("pending", DeliveryState.PENDING.name())
                .getSingleResult());
    }

    @Override
    public void hurry(String subscription, Instant now, boolean onlyUnreached) {
        entityManager()
                .createQuery("update WebhookDeliveryRow r set r.nextAttemptAt = :now"
                        + " where r.subscriptionId = :subscription and r.state = :pending and r.nextAttemptAt > :now"
                        + (onlyUnreached ? " and r.targetDown = true" : ""))
                .setParameter("now", now)
                .setParameter("subscription", subscription)
                .setParameter("pending", DeliveryState.PENDING.name())
                .executeUpdate();
    }

    @Override
    public List<WebhookDelivery> failedSince(String subscription, Instant since, int limit) {
        return list(
                query("where r.subscriptionId = :subscription and r.state = :failed and r.createdAt >= :since"
                                + " order by r.subscriptionId, r.state, r.id")
                        .setParameter("subscription", subscription)
                        .setParameter("failed", DeliveryState.FAILED.name())
                        .setParameter("since", since),
                limit);
    }

    @Override
    public void removeOf(String subscription) {
        entityManager()
                .createQuery("delete from WebhookDeliveryRow r where r.subscriptionId = :subscription")
                .setParameter("subscription", subscription)
                .executeUpdate();
    }
}
