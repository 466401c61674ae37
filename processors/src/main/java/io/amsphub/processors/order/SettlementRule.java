package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the money of an order: a pure function of the order and its payments, asked again after each
 * step until nothing is left to do. Whatever happened to the order, it ends where captured less refunded is what is owed.
 */
public final class SettlementRule {

    private static final Set<OrderState> OVER =
            EnumSet.of(OrderState.SHIPPED, OrderState.DELIVERED, OrderState.CANCELLED);
    private static final Set<OrderState> NOT_YET = EnumSet.of(OrderState.CREATED, OrderState.AWAITING_APPROVAL);

    private SettlementRule() {}

    /**
     * One thing to ask the provider.
     *
     * @param payment the payment; null to open a new one
     * @param kind what to do
     * @param amount how much
     * @param why in words
     */
    public record Move(@Nullable Payment payment, Payment.Kind kind, BigDecimal amount, String why) {}

    /**
     * Returns what of the price is due: all that is owed once everything was handed over or the order was cancelled,
     * before that the share of the parts that were handed over.
     */
    public static BigDecimal due(Order order) {
        BigDecimal owed = order.owed().amount();
        if (OVER.contains(order.state())) {
            return owed;
        }
        Set<String> gone = order.handedOver();
        BigDecimal due = BigDecimal.ZERO;
        for (OrderLine line : order.lines()) {
            long handed = gone.stream()
                    .filter(serial -> order.lineOf(serial).number() == line.number())
                    .count();
            if (line.billed() > 0) {
                due = due.add(line.total()
                        .amount()
                        .multiply(BigDecimal.valueOf(Math.min(handed, line.billed())))
                        .divide(BigDecimal.valueOf(line.billed()), MathContext.DECIMAL128));
            }
        }
        BigDecimal less = order.total().amount().subtract(owed);
        return new Money(
                        due.subtract(less).max(BigDecimal.ZERO).min(owed),
                        order.total().currency())
                .amount();
    }

    /** Returns the next thing to ask the provider, if there is one. Payments that are in trouble are left alone. */
    public static Optional<Move> next(Order order, List<Payment> payments) {
        BigDecimal owed = order.owed().amount();
        BigDecimal kept = sum(payments.stream().map(Payment::kept).toList());
        BigDecimal tooMuch = kept.subtract(owed);
        if (tooMuch.signum() > 0) {
            return payments.stream()
                    .filter(p -> p.problem() == null && p.kept().signum() > 0)
                    .reduce((first, last) -> last)
                    .map(p -> new Move(p, Payment.Kind.REFUND, tooMuch.min(p.kept()), "more was taken than is owed"));
        }
        BigDecimal due = order.terms().payment() == OrderTerms.Payment.PREPAID && !NOT_YET.contains(order.state())
                ? owed
                : due(order);
        BigDecimal missing = due.subtract(kept);
        if (missing.signum() > 0) {
            Optional<Move> take = payments.stream()
                    .filter(p -> p.problem() == null && p.held().signum() > 0)
                    .findFirst()
                    .map(p -> new Move(p, Payment.Kind.CAPTURE, missing.min(p.held()), "it is due"));
            if (take.isPresent()) {
                return take;
            }
        }
        return letGoOrOpen(order, payments, owed.subtract(kept));
    }

    private static Optional<Move> letGoOrOpen(Order order, List<Payment> payments, BigDecimal needed) {
        BigDecimal held = sum(payments.stream().map(Payment::held).toList());
        BigDecimal toAuthorise = needed.subtract(held).max(BigDecimal.ZERO);
        for (Payment payment : payments) {
            boolean idle =
                    payment.held().signum() > 0 && held.subtract(payment.held()).compareTo(needed) >= 0;
            boolean wrong = payment.state() == PaymentState.OPEN
                    && payment.amount().amount().compareTo(toAuthorise) != 0;
            if (payment.problem() == null && (idle || wrong)) {
                return Optional.of(new Move(
                        payment,
                        Payment.Kind.VOID,
                        idle ? payment.held() : payment.amount().amount(),
                        "it is not needed any more"));
            }
        }
        boolean asks =
                payments.stream().anyMatch(p -> p.state() == PaymentState.OPEN || p.state() == PaymentState.ASKED);
        boolean failed =
                !payments.isEmpty() && payments.get(payments.size() - 1).state() == PaymentState.FAILED;
        boolean wanted = order.state() != OrderState.CANCELLED && !NOT_YET.contains(order.state());
        return wanted && !asks && !failed && toAuthorise.signum() > 0
                ? Optional.of(new Move(null, Payment.Kind.CREATE, toAuthorise, "it is owed and not secured"))
                : Optional.empty();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
