package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A quote. */
@Entity
@Table(name = "quote")
class QuoteRow extends AggregateRow {

    @Nullable
    Instant expiresAt;

    /** Days from order to delivery, once it is priced. */
    @Nullable
    Integer leadTimeDays;
}
