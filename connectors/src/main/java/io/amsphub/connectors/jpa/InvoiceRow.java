package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An invoice or credit note. */
@Entity
@Table(name = "invoice")
class InvoiceRow extends AggregateRow {

    String orderId = "";

    /** What is to be paid, tax included; below 0 when it is paid back. */
    @Nullable
    BigDecimal amount;
}
