package io.amsphub.connectors.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A payment by the provider. */
@Entity
@Table(name = "payment")
class PaymentRow extends AggregateRow {

    String orderId = "";

    /** The provider's name of it: unique, so that its news go to one payment. */
    @Nullable
    String reference;

    boolean asked;
}
