package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A measurement. */
@Entity
@Table(name = "measurement")
class MeasurementRow extends AggregateRow {

    String revisionId = "";
}
