package io.amsphub.processors.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On what terms an order was placed.
 *
 * @param payment how it is paid
 * @param costCentre code of the cost centre that pays; null when none was named
 * @param deliverTo where the parts go; null leaves what the quote assumed
 * @param toApprove why somebody has to approve it; null when nobody has to
 * @param approval what the approver said; null while nobody has, or when nobody has to
 * @param returnUrl where the payment provider sends the payer back to
 */
public record OrderTerms(
        Payment payment,
        @Nullable String costCentre,
        @Nullable Address deliverTo,
        @Nullable String toApprove,
        @Nullable Approval approval,
        @Nullable String returnUrl) {

    /** An invoice, no cost centre, delivery as quoted. */
    public static final OrderTerms USUAL = new OrderTerms(Payment.INVOICE, null, null, null, null, null);

    /** How an order is paid. */
    public enum Payment {
        /** An invoice is written when the parts are handed over. */
        INVOICE,
        /** The provider holds the amount; it is taken when parts are handed over. Nothing is made before. */
        CARD,
        /** The provider takes the amount before anything is made. */
        PREPAID
    }

    /**
     * What an approver said.
     *
     * @param by the principal, never the one who ordered
     * @param at by the hub's clock
     * @param granted whether the order may be made
     * @param reason in words
     */
    public record Approval(String by, Instant at, boolean granted, String reason) {}

    /** Returns the terms with another address. */
    public OrderTerms deliveredTo(@Nullable Address address) {
        return new OrderTerms(payment, costCentre, address, toApprove, approval, returnUrl);
    }

    /** Returns the terms with what the approver said. */
    public OrderTerms approved(Approval said) {
        return new OrderTerms(payment, costCentre, deliverTo, toApprove, said, returnUrl);
    }

    /** Returns the terms with why somebody has to approve. */
    public OrderTerms toBeApproved(@Nullable String why) {
        return new OrderTerms(payment, costCentre, deliverTo, why, approval, returnUrl);
    }

    /** Returns whether an approver has yet to say something. */
    public boolean awaitsApproval() {
        return toApprove != null && approval == null;
    }
}
