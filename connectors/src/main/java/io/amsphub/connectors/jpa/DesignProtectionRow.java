package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a design is protected. */
@Entity
@Table(name = "design_protection")
class DesignProtectionRow extends AggregateRow {

    @Nullable
    Instant deleteOn;
}
