package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A design revision. */
@Entity
@Table(name = "revision")
class RevisionRow extends AggregateRow {

    String designId = "";

    /** The upload; of a revision that is made by a recipe its own id, which no upload has. */
    String uploadId = "";
}
