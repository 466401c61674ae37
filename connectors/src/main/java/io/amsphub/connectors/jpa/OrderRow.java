package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** An order. */
@Entity
@Table(name = "orders")
class OrderRow extends AggregateRow {}
