package io.amsphub.processors.order;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a complaint is. */
public enum ComplaintState {
    /** Nobody has decided. */
    OPEN,
    /** Right: the part is made again. */
    REPRINTED,
    /** Right: money goes back. */
    REFUNDED,
    /** Not right. */
    REJECTED;

    /** What may follow what. */
    public static final Transitions<ComplaintState> TRANSITIONS = Transitions.of("complaint", ComplaintState.class)
            .from(OPEN, REPRINTED, REFUNDED, REJECTED)
            .build();
}
