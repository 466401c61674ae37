package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What a machine has taught. */
@Entity
@Table(name = "calibration")
class CalibrationRow extends AggregateRow {

    String amCentre = "";
}
