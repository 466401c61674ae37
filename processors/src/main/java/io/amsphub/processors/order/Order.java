package io.amsphub.processors.order;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order: lines on quotes, at their prices. Quote, revision, material and centre are those of the first line.
 *
 * @param id {@code ord_...}; also the correlation id of all that happens for it
 * @param organisation who ordered
 * @param quoteId the quote of the first line
 * @param revisionId what its first line makes
 * @param materialId of what
 * @param amCentre where
 * @param quantity how many parts are wanted, over all lines
 * @param total what all lines cost now
 * @param reference the user's own reference, if any
 * @param priority 0 is normal, higher goes first
 * @param requirements what it asks of the machines beside process, feedstock and volume
 * @param state where it is
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param released parts that inspection has released; two parts that are released at the same moment
 *     collide here, which is what makes the last one notice that it is the last
 * @param delivery the last consignment
 * @param lines at least one; an order of an older hub has one
 * @param deliveries all consignments, oldest first
 * @param hold why nothing goes on; null while it does
 * @param terms how it is paid, approved and delivered
 * @param credits what it costs less than its lines
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
        List<OrderLine> lines,
        List<Delivery> deliveries,
        @Nullable Hold hold,
        OrderTerms terms,
        List<Credit> credits,
        long version) {

    /** An order of an older hub asks for nothing more, and has one line with all parts in a row. */
    public Order {
        requirements = Objects.requireNonNullElse(requirements, Requirements.NONE);
        terms = Objects.requireNonNullElse(terms, OrderTerms.USUAL);
        lines = lines == null || lines.isEmpty()
                ? List.of(OrderLine.wanted(1, quoteId, revisionId, materialId, amCentre, quantity, total)
                        .numbered(1, state.beforeParts() ? 0 : quantity))
                : List.copyOf(lines);
        credits = credits == null ? List.of() : List.copyOf(credits);
        deliveries = deliveries == null ? (delivery == null ? List.of() : List.of(delivery)) : List.copyOf(deliveries);
    }

    /** An order of one line on the usual terms. */
    public Order(
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
        this(
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
                state,
                createdBy,
                createdAt,
                released,
                delivery,
                List.of(),
                delivery == null ? List.of() : List.of(delivery),
                null,
                OrderTerms.USUAL,
                List.of(),
                version);
    }

    /** An order that is placed: its quantity and price are those of its lines. */
    public static Order placed(
            String id,
            String organisation,
            List<OrderLine> lines,
            @Nullable String reference,
            int priority,
            Requirements requirements,
            OrderTerms terms,
            String createdBy,
            Instant createdAt) {
        OrderLine first = lines.get(0);
        return new Order(
                id,
                organisation,
                first.quoteId(),
                first.revisionId(),
                first.materialId(),
                first.amCentre(),
                lines.stream().mapToInt(OrderLine::quantity).sum(),
                sum(lines),
                reference,
                priority,
                requirements,
                OrderState.CREATED,
                createdBy,
                createdAt,
                0,
                null,
                lines,
                List.of(),
                null,
                terms,
                List.of(),
                0);
    }

    private static Money sum(List<OrderLine> lines) {
        return lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
    }

    /**
     * Returns a line.
     *
     * @throws HubException with {@link FailureCode#NOT_FOUND}
     */
    public OrderLine line(int number) {
        return lines.stream()
                .filter(line -> line.number() == number)
                .findFirst()
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "order " + id + " has no line " + number,
                        null,
                        "GET /orders/" + id + " shows its lines"));
    }

    /** Returns the line that a part is of. */
    public OrderLine lineOf(String serial) {
        int number = Part.numberOf(serial);
        return lines.stream()
                .filter(line -> line.parts().contains(number))
                .findFirst()
                .orElse(lines.get(0));
    }

    /** Returns the highest number that a part was given. */
    public int lastNumber() {
        return lines.stream()
                .flatMap(line -> line.parts().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /** Returns the serial numbers of all parts that were handed over. */
    public Set<String> handedOver() {
        return deliveries.stream().flatMap(d -> d.parts().stream()).collect(Collectors.toSet());
    }

    /** Returns the order in another state; the table is the caller's to ask. */
    public Order withState(OrderState next) {
        return copy(next, requirements, released, lines, deliveries, hold, terms, credits);
    }

    /** Returns the order with one more part released. */
    public Order withOneMoreReleased() {
        return copy(state, requirements, released + 1, lines, deliveries, hold, terms, credits);
    }

    /** Returns the order with fewer parts released: they came back. */
    public Order withFewerReleased(int fewer) {
        return copy(state, requirements, released - fewer, lines, deliveries, hold, terms, credits);
    }

    /** Returns the order with one more consignment, or with what became of one. */
    public Order withDelivery(Delivery handedOver) {
        List<Delivery> all = new ArrayList<>(deliveries);
        all.removeIf(d -> d.consignment().equals(handedOver.consignment()));
        all.add(handedOver);
        all.sort(Comparator.comparing(Delivery::shippedAt).thenComparing(Delivery::consignment));
        return copy(state, requirements, released, lines, all, hold, terms, credits);
    }

    /** Returns the order with one of its lines changed. */
    public Order withLine(OrderLine changed) {
        List<OrderLine> all = lines.stream()
                .map(line -> line.number() == changed.number() ? changed : line)
                .toList();
        return copy(state, requirements, released, all, deliveries, hold, terms, credits);
    }

    /** Returns the order on hold, or going on. */
    public Order withHold(@Nullable Hold why) {
        return copy(state, requirements, released, lines, deliveries, why, terms, credits);
    }

    /** Returns the order on other terms. */
    public Order withTerms(OrderTerms changed) {
        return copy(state, requirements, released, lines, deliveries, hold, changed, credits);
    }

    /** Returns the order with what it asks of machines. */
    public Order asking(Requirements wanted) {
        return copy(state, wanted, released, lines, deliveries, hold, terms, credits);
    }

    /** Returns the order with one more credit. */
    public Order withCredit(Credit granted) {
        List<Credit> all = new ArrayList<>(credits);
        all.add(granted);
        return copy(state, requirements, released, lines, deliveries, hold, terms, all);
    }

    /** Returns what is to be paid for it: its lines less its credits, and never less than nothing. */
    public Money owed() {
        BigDecimal owed =
                credits.stream().map(credit -> credit.amount().amount()).reduce(total.amount(), BigDecimal::subtract);
        return new Money(owed.max(BigDecimal.ZERO), total.currency());
    }

    /** Returns whether every part is released. */
    public boolean complete() {
        return released == quantity;
    }

    private Order copy(
            OrderState newState,
            Requirements newRequirements,
            int newReleased,
            List<OrderLine> newLines,
            List<Delivery> newDeliveries,
            @Nullable Hold newHold,
            OrderTerms newTerms,
            List<Credit> newCredits) {
        return new Order(
                id,
                organisation,
                quoteId,
                revisionId,
                materialId,
                amCentre,
                newLines.stream().mapToInt(OrderLine::quantity).sum(),
                sum(newLines),
                reference,
                priority,
                newRequirements,
                newState,
                createdBy,
                createdAt,
                newReleased,
                newDeliveries.isEmpty() ? null : newDeliveries.get(newDeliveries.size() - 1),
                newLines,
                newDeliveries,
                newHold,
                newTerms,
                newCredits,
                version);
    }
}
