package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order. */
@Entity
@Table(name = "orders")
class OrderRow extends AggregateRow {

    /** The quote of the first line. */
    @Nullable
    String quoteId;

    @Nullable
    Instant placedAt;

    /** The date that it asks for. */
    @Nullable
    Instant dueAt;

    /** What its lines cost, tax included. */
    @Nullable
    BigDecimal amount;

    @Nullable
    String currency;
}
