package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A design revision. */
@Entity
@Table(name = "revision")
class RevisionRow extends AggregateRow {

    String designId = "";

    String uploadId = "";
}
