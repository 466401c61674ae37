package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A change of an order. */
@Entity
@Table(name = "order_change")
class OrderChangeRow extends AggregateRow {

    String orderId = "";
}
