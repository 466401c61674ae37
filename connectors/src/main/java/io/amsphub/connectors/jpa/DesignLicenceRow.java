package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The licence of a design. The table refuses a row that has more used than allowed. */
@Entity
@Table(name = "design_licence")
class DesignLicenceRow extends AggregateRow {

    @Nullable
    Integer printsAllowed;

    int printsUsed;
}
