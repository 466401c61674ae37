package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A subscription. */
@Entity
@Table(name = "webhook_subscription")
class WebhookSubscriptionRow extends AggregateRow {}
