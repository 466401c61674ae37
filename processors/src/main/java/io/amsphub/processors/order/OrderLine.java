package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of an order: a quantity of one design revision in one material, as one quote offered it.
 *
 * @param number 1 is the first of its order
 * @param quoteId the quote that it was ordered on
 * @param revisionId what is made
 * @param materialId of what
 * @param amCentre where
 * @param quantity parts that are wanted; 0 when the line was taken back or has failed
 * @param parts numbers of all its parts, those that are not wanted any more among them
 * @param charged parts that were given up after a machine had begun them, and are paid for
 * @param total what it costs now, tax included
 * @param failures why parts of it could not be made, oldest first
 */
public record OrderLine(
        int number,
        String quoteId,
        String revisionId,
        String materialId,
        String amCentre,
        int quantity,
        List<Integer> parts,
        int charged,
        Money total,
        List<String> failures) {

    /** Copies the lists. */
    public OrderLine {
        parts = List.copyOf(parts);
        failures = List.copyOf(failures);
    }

    /** A line whose parts have no serial numbers yet. */
    public static OrderLine wanted(
            int number,
            String quoteId,
            String revisionId,
            String materialId,
            String amCentre,
            int quantity,
            Money total) {
        return new OrderLine(
                number, quoteId, revisionId, materialId, amCentre, quantity, List.of(), 0, total, List.of());
    }

    /** Returns how many parts are paid for. */
    public int billed() {
        return quantity + charged;
    }

    /** Returns the line with another quantity at another price. */
    public OrderLine wanting(int parts, Money price) {
        return copy(parts, this.parts, charged, price, failures);
    }

    /** Returns the line with parts under the next numbers. */
    public OrderLine numbered(int first, int count) {
        List<Integer> all = new ArrayList<>(parts);
        IntStream.range(first, first + count).forEach(all::add);
        return copy(quantity, all, charged, total, failures);
    }

    /** Returns the line without some of its parts, one of which may have to be paid for. */
    public OrderLine without(int fewer, int paid, Money price) {
        return copy(quantity - fewer, parts, charged + paid, price, failures);
    }

    /** Returns the line with the reason why a part of it cannot be made. */
    public OrderLine failed(String why) {
        List<String> all = new ArrayList<>(failures);
        all.add(why);
        return copy(quantity, parts, charged, total, all);
    }

    private OrderLine copy(
            int newQuantity, List<Integer> newParts, int newCharged, Money newTotal, List<String> newFailures) {
        return new OrderLine(
                number,
                quoteId,
                revisionId,
                materialId,
                amCentre,
                newQuantity,
                newParts,
                newCharged,
                newTotal,
                newFailures);
    }
}
