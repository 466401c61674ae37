package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The lane of a subscription. */
@Entity
@Table(name = "webhook_lane")
class WebhookLaneRow {

    @Id
    String subscriptionId = "";

    String organisation = "";

    long wakes;

    @Nullable
    Instant nextDue;

    @Nullable
    Instant notBefore;

    @Nullable
    Instant failingSince;

    int failures;

    @Nullable
    Instant lastSuccessAt;

    @Nullable
    Instant lastFailureAt;

    @Nullable
    String lastError;
}
