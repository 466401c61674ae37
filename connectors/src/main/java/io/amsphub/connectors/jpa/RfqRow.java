package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A request for quotation. */
@Entity
@Table(name = "rfq")
class RfqRow extends AggregateRow {

    Instant deadline = Instant.EPOCH;
}
