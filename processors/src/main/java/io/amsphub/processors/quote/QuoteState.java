package io.amsphub.processors.quote;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a quote is. */
public enum QuoteState {
    /** Asked for; the price is being worked out. */
    REQUESTED,
    /** A person looks at it before it holds. */
    IN_REVIEW,
    /** Has a price that holds until it expires. */
    PRICED,
    /** An order was placed on it. */
    ORDERED,
    /** Its time is over. */
    EXPIRED,
    /** Cannot be made, and the problem says why. */
    REFUSED;

    /** What may follow what. */
    public static final Transitions<QuoteState> TRANSITIONS = Transitions.of("quote", QuoteState.class)
            .from(REQUESTED, PRICED, IN_REVIEW, REFUSED)
            .from(IN_REVIEW, PRICED, REFUSED)
            .from(PRICED, ORDERED, EXPIRED)
            .build();
}
