package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a part that was delivered, and what was decided.
 *
 * @param id {@code cpl_...}
 * @param orderId the order
 * @param serial the part
 * @param organisation whose order
 * @param state where it is
 * @param reason what is wrong
 * @param by who says so
 * @param at by the hub's clock
 * @param decision why it was decided so; null before
 * @param decidedBy who decided
 * @param decidedAt when
 * @param replacement serial number of the part that is made instead
 * @param refund what goes back
 * @param version for optimistic locking; 0 until stored
 */
public record Complaint(
        String id,
        String orderId,
        String serial,
        String organisation,
        ComplaintState state,
        String reason,
        String by,
        Instant at,
        @Nullable String decision,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String replacement,
        @Nullable Money refund,
        long version) {

    /** Returns the complaint as decided. */
    public Complaint decided(
            ComplaintState next,
            String why,
            String who,
            Instant when,
            @Nullable String newSerial,
            @Nullable Money amount) {
        return new Complaint(
                id, orderId, serial, organisation, next, reason, by, at, why, who, when, newSerial, amount, version);
    }
}
