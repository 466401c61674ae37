package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery. When it is tried next is true in its column, which single statements change, not in its document. */
@Entity
@Table(name = "webhook_delivery")
class WebhookDeliveryRow extends AggregateRow {

    String subscriptionId = "";

    String eventId = "";

    Instant createdAt = Instant.EPOCH;

    @Nullable
    Instant nextAttemptAt;

    boolean targetDown;
}
