package io.amsphub.processors.order;

import io.amsphub.processors.lifecycle.Transitions;

/** Where a payment by the provider is. */
public enum PaymentState {
    /** The provider was asked to open it. */
    ASKED,
    /** The payer has to authorise it. */
    OPEN,
    /** The provider holds the amount. */
    AUTHORISED,
    /** Taken, all of it or the part that was due; what was not is let go. */
    CLOSED,
    /** Let go before anything was taken. */
    VOIDED,
    /** The payer, or the provider, would not. */
    FAILED;

    /** What may follow what. */
    public static final Transitions<PaymentState> TRANSITIONS = Transitions.of("payment", PaymentState.class)
            .from(ASKED, OPEN, AUTHORISED, FAILED, VOIDED)
            .from(OPEN, AUTHORISED, FAILED, VOIDED)
            .from(AUTHORISED, CLOSED, VOIDED, FAILED)
            .build();

    /** Returns whether it counts, or may come to count, towards what is owed. */
    public boolean counts() {
        return this != VOIDED && this != FAILED;
    }
}
