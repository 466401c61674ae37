package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.PaymentState;
import io.amsphub.processors.order.SettlementRule;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.port.Payments;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the money of an order to where it belongs, one step after the other: what is to be asked is written down with its
 * key, then the provider is asked outside of any transaction, then the answer is written down. Who dies in between asks
 * again with the same key. A provider that is not reached is asked again by the watch.
 */
public final class OrderSettlement {

    private static final int STEPS = 20;
    private static final int BATCH = 100;

    private final Orders orders;
    private final Payments payments;
    private final PaymentBook book;
    private final Invoicing invoicing;
    private final CostCentreDesk costs;
    private final Production production;
    private final @Nullable PaymentProvider provider;
    private final Intake intake;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /**
     * Brings together what money touches.
     *
     * @param provider null when none is set: then orders are invoiced only
     */
    public OrderSettlement(
            Orders orders,
            Payments payments,
            PaymentBook book,
            Invoicing invoicing,
            CostCentreDesk costs,
            Production production,
            @Nullable PaymentProvider provider,
            Intake intake,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.orders = orders;
        this.payments = payments;
        this.book = book;
        this.invoicing = invoicing;
        this.costs = costs;
        this.production = production;
        this.provider = provider;
        this.intake = intake;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** Goes as far as the provider can be reached. */
    public void settle(StageSubject event) {
        for (int step = 0; step < STEPS; step++) {
            Optional<Payment> asked = unitOfWork.call(() -> due(event.subject()));
            if (asked.isEmpty() || !ask(asked.get())) {
                return;
            }
        }
    }

    /** Has an order settled once more that has changed meanwhile; what the provider has not answered is the watch's. */
    public void settled(StageSubject event) {
        Order order = orders.get(event.subject());
        List<Payment> all = payments.ofOrder(order.id());
        boolean byProvider = provider != null && order.terms().payment() != OrderTerms.Payment.INVOICE;
        if (byProvider
                && all.stream().allMatch(p -> p.asked() == null)
                && SettlementRule.next(order, all).isPresent()) {
            intake.settlementDue(order.id());
        }
    }

    private Optional<Payment> due(String orderId) {
        Order order = orders.get(orderId);
        costs.follow(order);
        if (order.terms().payment() == OrderTerms.Payment.INVOICE) {
            invoicing.follow(order);
            return Optional.empty();
        }
        List<Payment> all = payments.ofOrder(orderId);
        Optional<Payment> open = all.stream().filter(p -> p.asked() != null).findFirst();
        return open.isPresent() ? open : SettlementRule.next(order, all).map(move -> begin(order, all, move));
    }

    private Payment begin(Order order, List<Payment> all, SettlementRule.Move move) {
        Money amount = new Money(move.amount(), order.total().currency());
        Payment known = move.payment();
        if (known == null) {
            String id = order.id() + "-p" + (all.size() + 1);
            Money nothing = Money.zero(amount.currency());
            return book.begin(
                    new Payment(
                            id,
                            order.id(),
                            order.organisation(),
                            PaymentState.ASKED,
                            amount,
                            nothing,
                            nothing,
                            null,
                            null,
                            0,
                            new Payment.Asked(id + "-0", move.kind(), amount, move.why()),
                            null,
                            journal.now(),
                            0),
                    move.why());
        }
        String key = known.id() + "-" + (known.version() + 1);
        return payments.update(known.asking(new Payment.Asked(key, move.kind(), amount, move.why())));
    }

    /** Asks the provider; returns whether it answered. */
    private boolean ask(Payment payment) {
        Payment.Asked asked = payment.asked();
        if (provider == null || asked == null) {
            return false;
        }
        try {
            PaymentProvider.Answer answer = call(provider, payment, asked);
            unitOfWork.run(() -> book.done(payment, answer));
            return true;
        } catch (PaymentProvider.Refusal e) {
            unitOfWork.run(() -> book.refused(payment, String.valueOf(e.getMessage())));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private PaymentProvider.Answer call(PaymentProvider by, Payment payment, Payment.Asked asked)
            throws IOException, PaymentProvider.Refusal {
        String reference = String.valueOf(payment.reference());
        return switch (asked.kind()) {
            case CREATE ->
                by.create(
                        asked.key(),
                        payment.id(),
                        asked.amount(),
                        unitOfWork
                                .call(() -> Optional.ofNullable(
                                        orders.get(payment.orderId()).terms().returnUrl()))
                                .orElse(null));
            case CAPTURE -> by.capture(asked.key(), reference, asked.amount());
            case REFUND -> by.refund(asked.key(), reference, asked.amount());
            case VOID -> by.release(asked.key(), reference);
        };
    }

    /**
     * Asks the payer once more, after a payment has failed. Must be called in a unit of work.
     *
     * @throws HubException when there is nothing to ask for
     */
    public Payment askAgain(Order order) {
        List<Payment> all = payments.ofOrder(order.id());
        Payment last = all.isEmpty() ? null : all.get(all.size() - 1);
        List<Payment> good =
                all.stream().filter(p -> p.state() != PaymentState.FAILED).toList();
        Optional<SettlementRule.Move> move =
                SettlementRule.next(order, good).filter(m -> m.kind() == Payment.Kind.CREATE);
        boolean byProvider = order.terms().payment() != OrderTerms.Payment.INVOICE;
        if (!byProvider || last == null || last.state() != PaymentState.FAILED || move.isEmpty()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "no payment of order " + order.id() + " has failed that is still needed",
                    null,
                    "GET /orders/" + order.id() + "/account shows its payments");
        }
        production.answered(WorkItem.Kind.RESOLVE_PAYMENT, last.id(), Principal.HUB);
        intake.settlementDue(order.id());
        return begin(order, all, move.get());
    }

    /** Goes on with a payment that was in trouble. Must be called in a unit of work. */
    public Payment retry(Payment payment) {
        production.answered(WorkItem.Kind.RESOLVE_PAYMENT, payment.id(), Principal.HUB);
        intake.settlementDue(payment.orderId());
        return payments.update(payment.troubled(null));
    }

    /** Has everything asked again that the provider has not answered. */
    public void watch() {
        Set<String> waiting = new HashSet<>();
        payments.asked(BATCH).forEach(payment -> waiting.add(payment.orderId()));
        waiting.stream().sorted().forEach(intake::settlementDue);
    }
}
