package io.amsphub.connectors.jpa;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The licence of a design. The table refuses a row that has more used than allowed. */
@Entity
@Table(name = "design_licence")
class DesignLicenceRow extends AggregateRow {

    @Nullable
    Integer printsAllowed;

    int printsUsed;

    @ElementCollection
    @CollectionTable(name = "design_offer", joinColumns = @JoinColumn(name = "design_id"))
    @Column(name = "organisation")
    Set<String> offeredTo = new HashSet<>();
}
