package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A copy of a design that an AM centre is given. */
@Entity
@Table(name = "handed_copy")
class HandedCopyRow extends AggregateRow {

    String designId = "";

    @Nullable
    String markCode;
}
