package io.amsphub.processors.order;

import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order on a quote: a quantity of one design revision in one material, at the quoted price.
 *
 * @param id {@code ord_...}; also the correlation id of all that happens for it
 * @param organisation who ordered
 * @param quoteId the quote
 * @param revisionId what is made
 * @param materialId of what
 * @param amCentre where
 * @param quantity how many parts
 * @param total the frozen price
 * @param reference the user's own reference, if any
 * @param priority 0 is normal, higher goes first
 * @param requirements what it asks of the machines beside process, feedstock and volume
 * @param state where it is
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param released parts that inspection has released; two parts that are released at the same moment
 *     collide here, which is what makes the last one notice that it is the last
 * @param delivery once shipped
 * @param version for optimistic locking; 0 until stored
 */
public record Order(
        String id,
        String organisation,
        String quoteId,
        String revisionId,
        String materialId,
        String amCentre,
        int quantity,
        Money total,
        @Nullable String reference,
        int priority,
        Requirements requirements,
        OrderState state,
        String createdBy,
        Instant createdAt,
        int released,
        @Nullable Delivery delivery,
        long version) {

    /** An order of an older hub asks for nothing more. */
    public Order {
        requirements = Objects.requireNonNullElse(requirements, Requirements.NONE);
    }

    /** Returns the order in another state; the table is the caller's to ask. */
    public Order withState(OrderState next) {
        return copy(next, released, delivery);
    }

    /** Returns the order with one more part released. */
    public Order withOneMoreReleased() {
        return copy(state, released + 1, delivery);
    }

    /** Returns the order with its delivery. */
    public Order withDelivery(Delivery handedOver) {
        return copy(state, released, handedOver);
    }

    /** Returns whether every part is released. */
    public boolean complete() {
        return released == quantity;
    }

    private Order copy(OrderState newState, int newReleased, @Nullable Delivery newDelivery) {
        return new Order(
                id,
                organisation,
                quoteId,
                revisionId,
                materialId,
                amCentre,
                quantity,
                total,
                reference,
                priority,
                requirements,
                newState,
                createdBy,
                createdAt,
                newReleased,
                newDelivery,
                version);
    }
}
