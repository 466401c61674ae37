package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.WebhookSubscriptions;
import io.amsphub.processors.webhook.WebhookState;
import io.amsphub.processors.webhook.WebhookSubscription;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** {@link WebhookSubscriptions} over JPA. Lists do not have what was deleted. */
public final class JpaWebhookSubscriptions extends JpaRepository<WebhookSubscription, WebhookSubscriptionRow>
        implements WebhookSubscriptions {

    /** The filter that leaves out what was deleted; its value is the state DELETED. */
    public static final String NOT = "not";

    /** A repository over a shared entity manager. */
    public JpaWebhookSubscriptions(EntityManager entityManager) {
        super(entityManager, WebhookSubscription.class, WebhookSubscriptionRow.class, Set.of("state", NOT));
    }

    @Override
    WebhookSubscriptionRow newRow() {
        return new WebhookSubscriptionRow();
    }

    @Override
    String id(WebhookSubscription aggregate) {
        return aggregate.id();
    }

    @Override
    long version(WebhookSubscription aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(WebhookSubscription aggregate, WebhookSubscriptionRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
    }

    @Override
    String condition(String column) {
        return column.equals(NOT) ? "r.state <> :" + NOT : super.condition(column);
    }

    @Override
    public List<WebhookSubscription> receiving(Collection<String> organisations) {
        return list(
                query("where r.organisation in (:organisations) and r.state in (:states) order by r.id")
                        .setParameter("organisations", organisations)
                        .setParameter("states", List.of(WebhookState.ACTIVE.name(), WebhookState.PAUSED.name())),
                Integer.MAX_VALUE);
    }

    @Override
    public long count(String organisation) {
        return entityManager()
                .createQuery(
                        "select count(r) from WebhookSubscriptionRow r where r.organisation = :organisation"
                                + " and r.state <> :deleted",
                        Long.class)
                .setParameter("organisation", organisation)
                .setParameter("deleted", WebhookState.DELETED.name())
                .getSingleResult();
    }
}
