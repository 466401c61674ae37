package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A work item. */
@Entity
@Table(name = "work_item")
class WorkItemRow extends AggregateRow {

    String kind = "";

    String subject = "";

    /** Kind and subject, while the item is open: unique, so that nothing is asked twice. */
    @Nullable
    String openKey;
}
