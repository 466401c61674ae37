package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A part. */
@Entity
@Table(name = "part")
class PartRow extends AggregateRow {

    String orderId = "";
}
