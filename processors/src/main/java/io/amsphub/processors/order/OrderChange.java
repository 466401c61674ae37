package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an order, with what it would cost.
 *
 * @param id {@code chg_...}
 * @param orderId the order
 * @param organisation whose order
 * @param state where it is
 * @param wish what is to be otherwise
 * @param before what the order cost when this was worked out
 * @param after what it would cost
 * @param difference after less before, below 0 when it becomes cheaper
 * @param proposedBy who wishes it
 * @param proposedAt by the hub's clock
 * @param decidedBy who said yes or no
 * @param decidedAt when
 * @param version for optimistic locking; 0 until stored
 */
public record OrderChange(
        String id,
        String orderId,
        String organisation,
        OrderChangeState state,
        Wish wish,
        Money before,
        Money after,
        Money difference,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        long version) {

    /**
     * What is to be otherwise; what is not said stays.
     *
     * @param lines other quantities
     * @param deliverTo another address
     * @param dueAt another time by which the prints must have ended
     */
    public record Wish(
            List<LineQuantity> lines,
            @Nullable Address deliverTo,
            @Nullable Instant dueAt) {

        /** Copies the lines. */
        public Wish {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }
    }

    /** Another quantity of a line; 0 removes it. */
    public record LineQuantity(int line, int quantity) {}

    /** Returns the change as decided. */
    public OrderChange decided(OrderChangeState next, String by, Instant when) {
        return new OrderChange(
                id,
                orderId,
                organisation,
                next,
                wish,
                before,
                after,
                difference,
                proposedBy,
                proposedAt,
                by,
                when,
                version);
    }
}
