package io.amsphub.processors.erp;

import io.amsphub.processors.failure.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a sale that was entered in an ERP and is to be an order of the hub. Its id is that of the line there, so
 * that it is taken in once.
 *
 * @param id system, sale and line
 * @param organisation who the order is for
 * @param system name of the ERP
 * @param saleId the ERP's own id of the sale
 * @param saleNumber the number that people know it by
 * @param product article number
 * @param quantity how many
 * @param state where it is
 * @param quoteId the quote that was asked for
 * @param orderId the order that it became
 * @param problem why it cannot be ordered
 * @param createdAt when it was seen
 * @param version for optimistic locking; 0 until stored
 */
public record ErpSaleLine(
        String id,
        String organisation,
        String system,
        String saleId,
        String saleNumber,
        String product,
        int quantity,
        State state,
        @Nullable String quoteId,
        @Nullable String orderId,
        @Nullable Problem problem,
        Instant createdAt,
        long version) {

    /** Where a line is. */
    public enum State {
        /** A quote was asked for, or a person decides about it. */
        QUOTING,
        /** It is an order. */
        ORDERED,
        /** It cannot be ordered; a person has to look. */
        STOPPED
    }

    /** Returns the id of a line. */
    public static String idOf(String system, ErpSale sale, ErpSale.Line line) {
        return prefixOf(system, sale.id()) + line.id();
    }

    /** Returns what the ids of all lines of a sale begin with. */
    public static String prefixOf(String system, String saleId) {
        return system + ":" + saleId + ":";
    }

    /** Returns the line with the quote that was asked for. */
    public ErpSaleLine quoting(String quote) {
        return copy(State.QUOTING, quote, null, null);
    }

    /** Returns the line as an order. */
    public ErpSaleLine ordered(String order) {
        return copy(State.ORDERED, quoteId, order, null);
    }

    /** Returns the line as one that cannot be ordered. */
    public ErpSaleLine stopped(Problem why) {
        return copy(State.STOPPED, quoteId, null, why);
    }

    private ErpSaleLine copy(State next, @Nullable String quote, @Nullable String order, @Nullable Problem why) {
        return new ErpSaleLine(
                id,
                organisation,
                system,
                saleId,
                saleNumber,
                product,
                quantity,
                next,
                quote,
                order,
                why,
                createdAt,
                version);
    }
}
