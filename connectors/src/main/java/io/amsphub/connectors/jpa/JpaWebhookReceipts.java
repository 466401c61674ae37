package io.amsphub.connectors.jpa;

import io.amsphub.processors.order.WebhookReceipt;
import io.amsphub.processors.port.WebhookReceipts;
import jakarta.persistence.EntityManager;
import java.util.Set;

/** {@link WebhookReceipts} over JPA. */
public final class JpaWebhookReceipts extends JpaRepository<WebhookReceipt, WebhookReceiptRow>
        implements WebhookReceipts {

    /** A repository over a shared entity manager. */
    public JpaWebhookReceipts(EntityManager entityManager) {
        super(entityManager, WebhookReceipt.class, WebhookReceiptRow.class, Set.of());
    }

    @Override
    WebhookReceiptRow newRow() {
        return new WebhookReceiptRow();
    }

    @Override
    String id(WebhookReceipt aggregate) {
        return aggregate.id();
    }

    @Override
    long version(WebhookReceipt aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(WebhookReceipt aggregate, WebhookReceiptRow row) {
        row.state = aggregate.outcome();
    }
}
