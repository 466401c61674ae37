package io.amsphub.processors.order;

import io.amsphub.processors.lifecycle.Transitions;

/** Where an order is. */
public enum OrderState {
    /** Placed; nothing promised yet. */
    CREATED,
    /** Waits for the approver of its cost centre. */
    AWAITING_APPROVAL,
    /** Waits for the payer. */
    AWAITING_PAYMENT,
    /** Accepted: the parts have serial numbers and jobs. */
    CONFIRMED,
    /** At least one part is being made. */
    IN_PRODUCTION,
    /** Some parts were handed over, others are still to be made or handed over. */
    PARTIALLY_DELIVERED,
    /** Every part was inspected and released. */
    INSPECTED,
    /** Every part was handed over for delivery. */
    SHIPPED,
    /** Receipt of every part was confirmed; a complaint can have one made again. */
    DELIVERED,
    /** Given up before it was shipped: the end. */
    CANCELLED;

    /** What may follow what. */
    public static final Transitions<OrderState> TRANSITIONS = Transitions.of("order", OrderState.class)
            .from(CREATED, AWAITING_APPROVAL, AWAITING_PAYMENT, CONFIRMED, CANCELLED)
            .from(AWAITING_APPROVAL, AWAITING_PAYMENT, CONFIRMED, CANCELLED)
            .from(AWAITING_PAYMENT, CONFIRMED, CANCELLED)
            .from(CONFIRMED, IN_PRODUCTION, CANCELLED)
            .from(IN_PRODUCTION, INSPECTED, PARTIALLY_DELIVERED, CANCELLED)
            .from(PARTIALLY_DELIVERED, INSPECTED, SHIPPED, DELIVERED)
            .from(INSPECTED, SHIPPED, PARTIALLY_DELIVERED)
            .from(SHIPPED, DELIVERED, PARTIALLY_DELIVERED)
            .from(DELIVERED, PARTIALLY_DELIVERED)
            .build();

    /** Returns whether its parts have no serial numbers yet. */
    public boolean beforeParts() {
        return this == CREATED || this == AWAITING_APPROVAL || this == AWAITING_PAYMENT;
    }
}
