package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A complaint. */
@Entity
@Table(name = "complaint")
class ComplaintRow extends AggregateRow {

    String orderId = "";

    String serial = "";

    /** The part, while the complaint is open: unique, so that a part has one open complaint at most. */
    @Nullable
    String openKey;
}
