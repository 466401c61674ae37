package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment for an order by the payment provider, and the one thing that the provider is asked about it at a time.
 *
 * @param id {@code <order>-p<n>}; what the provider knows the hub's side by
 * @param orderId the order
 * @param organisation who pays
 * @param state where it is
 * @param amount what is to be held
 * @param captured what was taken
 * @param refunded what was given back of that
 * @param reference the provider's name of it; null until known
 * @param redirectUrl where the payer authorises it
 * @param seen the number of the provider's last news that was taken in
 * @param asked what the provider is asked and has not answered; null for nothing
 * @param problem what went wrong last
 * @param createdAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Payment(
        String id,
        String orderId,
        String organisation,
        PaymentState state,
        Money amount,
        Money captured,
        Money refunded,
        @Nullable String reference,
        @Nullable String redirectUrl,
        long seen,
        @Nullable Asked asked,
        @Nullable String problem,
        Instant createdAt,
        long version) {

    /**
     * What the provider is asked.
     *
     * @param key the idempotency key: asked again with it, the provider does it once
     * @param kind what it is to do
     * @param amount how much of it
     * @param why in words
     */
    public record Asked(String key, Kind kind, Money amount, String why) {}

    /** What a provider can be asked to do. */
    public enum Kind {
        CREATE,
        CAPTURE,
        REFUND,
        VOID
    }

    /** Returns what the hub has of it: taken less given back. */
    public BigDecimal kept() {
        return captured.amount().subtract(refunded.amount());
    }

    /** Returns what is held and can still be taken. */
    public BigDecimal held() {
        return state == PaymentState.AUTHORISED ? amount.amount().subtract(captured.amount()) : BigDecimal.ZERO;
    }

    /** Returns the payment in another state; the table is the caller's to ask. */
    public Payment withState(PaymentState next) {
        return copy(next, captured, refunded, reference, redirectUrl, seen, asked, problem);
    }

    /** Returns the payment with what the provider is asked, or with nothing asked. */
    public Payment asking(@Nullable Asked what) {
        return copy(state, captured, refunded, reference, redirectUrl, seen, what, problem);
    }

    /** Returns the payment under the provider's name. */
    public Payment named(String providers, @Nullable String url) {
        return copy(state, captured, refunded, providers, url == null ? redirectUrl : url, seen, asked, problem);
    }

    /** Returns the payment with more taken. */
    public Payment taking(Money more) {
        return copy(state, captured.plus(more), refunded, reference, redirectUrl, seen, asked, problem);
    }

    /** Returns the payment with more given back. */
    public Payment givingBack(Money more) {
        return copy(state, captured, refunded.plus(more), reference, redirectUrl, seen, asked, problem);
    }

    /** Returns the payment with the number of the news that was taken in. */
    public Payment seeing(long number) {
        return copy(state, captured, refunded, reference, redirectUrl, Math.max(seen, number), asked, problem);
    }

    /** Returns the payment with what went wrong. */
    public Payment troubled(@Nullable String what) {
        return copy(state, captured, refunded, reference, redirectUrl, seen, asked, what);
    }

    private Payment copy(
            PaymentState newState,
            Money newCaptured,
            Money newRefunded,
            @Nullable String newReference,
            @Nullable String newUrl,
            long newSeen,
            @Nullable Asked newAsked,
            @Nullable String newProblem) {
        return new Payment(
                id,
                orderId,
                organisation,
                newState,
                amount,
                newCaptured,
                newRefunded,
                newReference,
                newUrl,
                newSeen,
                newAsked,
                newProblem,
                createdAt,
                version);
    }
}
