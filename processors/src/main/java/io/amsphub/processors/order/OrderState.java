package io.amsphub.processors.order;

import io.amsphub.processors.lifecycle.Transitions;

/** Where an order is. */
public enum OrderState {
    /** Placed; nothing promised yet. */
    CREATED,
    /** Accepted: the parts have serial numbers and jobs. */
    CONFIRMED,
    /** At least one part is being made. */
    IN_PRODUCTION,
    /** Every part was inspected and released. */
    INSPECTED,
    /** Handed over for delivery. */
    SHIPPED,
    /** Receipt was confirmed: the end. */
    DELIVERED,
    /** Given up before it was shipped: the end. */
    CANCELLED;

    /** What may follow what. */
    public static final Transitions<OrderState> TRANSITIONS = Transitions.of("order", OrderState.class)
            .from(CREATED, CONFIRMED, CANCELLED)
            .from(CONFIRMED, IN_PRODUCTION, CANCELLED)
            .from(IN_PRODUCTION, INSPECTED, CANCELLED)
            .from(INSPECTED, SHIPPED)
            .from(SHIPPED, DELIVERED)
            .build();
}
