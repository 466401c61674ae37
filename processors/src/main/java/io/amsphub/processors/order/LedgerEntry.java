package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.time.Instant;

/**
 * One movement of money for an order. Written once, never changed.
 *
 * @param id what it came of: the key of what the provider was asked, or the number of an invoice; so that the same
 *     movement cannot be written twice
 * @param orderId the order
 * @param organisation who pays, or is paid
 * @param kind what moved
 * @param amount above 0
 * @param reference the provider's payment, or the invoice
 * @param who the principal
 * @param why in words
 * @param at by the hub's clock
 * @param version 0
 */
public record LedgerEntry(
        String id,
        String orderId,
        String organisation,
        Kind kind,
        Money amount,
        String reference,
        String who,
        String why,
        Instant at,
        long version) {

    /** What moved. */
    public enum Kind {
        /** The provider holds the amount. */
        AUTHORISED,
        /** The provider has taken it. */
        CAPTURED,
        /** The provider has given it back. */
        REFUNDED,
        /** The provider holds it no more. */
        RELEASED,
        /** An invoice asks for it. */
        INVOICED,
        /** A credit note takes it back. */
        CREDITED,
        /** It was paid on an invoice. */
        PAID,
        /** It was paid back on a credit note. */
        PAID_BACK
    }
}
