package io.amsphub.processors.webhook;

import io.amsphub.processors.lifecycle.Transitions;

/** Where the delivery of an event to a subscription is. */
public enum DeliveryState {
    /** To be tried, or to be tried again. */
    PENDING,
    /** The target took it. */
    DELIVERED,
    /** Tried as often as the schedule says, or the target is gone. */
    FAILED;

    /** What may follow what; what has ended begins anew when somebody asks for it. */
    public static final Transitions<DeliveryState> TRANSITIONS = Transitions.of("delivery", DeliveryState.class)
            .from(PENDING, DELIVERED, FAILED)
            .from(DELIVERED, PENDING)
            .from(FAILED, PENDING)
            .build();
}
