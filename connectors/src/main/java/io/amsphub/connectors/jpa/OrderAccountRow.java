package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** The account of an order. */
@Entity
@Table(name = "order_account")
class OrderAccountRow extends AggregateRow {}
