package io.amsphub.processors.order;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a change of an order is. */
public enum OrderChangeState {
    /** Its price is known; the customer has not said yes. */
    PROPOSED,
    /** Done: the end. */
    APPLIED,
    /** Not wanted: the end. */
    DECLINED;

    /** What may follow what. */
    public static final Transitions<OrderChangeState> TRANSITIONS = Transitions.of(
                    "order-change", OrderChangeState.class)
            .from(PROPOSED, APPLIED, DECLINED)
            .build();
}
