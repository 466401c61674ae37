package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A judgement of printability. */
@Entity
@Table(name = "printability")
class PrintabilityRow extends AggregateRow {

    String revisionId = "";
}
