package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A print under a licence. */
@Entity
@Table(name = "licensed_print")
class LicensedPrintRow extends AggregateRow {

    String designId = "";
}
