package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** An invoice or credit note. */
@Entity
@Table(name = "invoice")
class InvoiceRow extends AggregateRow {

    String orderId = "";
}
