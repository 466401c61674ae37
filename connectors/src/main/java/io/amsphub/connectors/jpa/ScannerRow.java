package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A scanner. */
@Entity
@Table(name = "scanner")
class ScannerRow extends AggregateRow {

    String amCentre = "";

    boolean dropFolder;
}
