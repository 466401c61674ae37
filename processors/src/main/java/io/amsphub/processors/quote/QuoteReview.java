package io.amsphub.processors.quote;

import java.time.Instant;

/**
 * What a person decided about a quote.
 *
 * @param decision APPROVE, ADJUST or DECLINE
 * @param by the principal
 * @param at by the hub's clock
 * @param reason in words
 */
public record QuoteReview(Decision decision, String by, Instant at, String reason) {

    /** What can be decided. */
    public enum Decision {
        /** The price holds as it is. */
        APPROVE,
        /** Another price holds. */
        ADJUST,
        /** There is no offer. */
        DECLINE
    }
}
