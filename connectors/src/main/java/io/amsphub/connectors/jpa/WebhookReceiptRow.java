package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A message of the payment provider that was taken in. */
@Entity
@Table(name = "webhook_receipt")
class WebhookReceiptRow extends AggregateRow {}
