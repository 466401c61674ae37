package io.amsphub.processors.rfq;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a request for quotation is. */
public enum RfqState {
    /** Sent out; answers are gathered until the deadline. */
    OPEN,
    /** Over, and an offer was chosen: there is a quote. */
    AWARDED,
    /** Over; there are offers, and the user chooses. */
    CLOSED,
    /** Over without an offer that counts. */
    UNANSWERED,
    /** Withdrawn by the user. */
    CANCELLED;

    /** What may follow what. */
    public static final Transitions<RfqState> TRANSITIONS = Transitions.of("request for quotation", RfqState.class)
            .from(OPEN, AWARDED, CLOSED, UNANSWERED, CANCELLED)
            .from(CLOSED, AWARDED, CANCELLED)
            .build();
}
