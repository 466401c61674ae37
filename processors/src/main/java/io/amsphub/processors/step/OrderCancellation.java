package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import java.util.List;
import java.util.Set;

/**
 * Takes back an order, a line or single parts, by the customer or because they cannot be made. What no machine has begun
 * costs nothing; what was begun is paid for, unless it is the hub that fails. Nothing becomes dearer by being less. Must
 * be called in a unit of work.
 */
public final class OrderCancellation {

    private final Orders orders;
    private final Parts parts;
    private final JobRecall recall;
    private final LinePricing pricing;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a cancellation touches. */
    public OrderCancellation(
            Orders orders,
            Parts parts,
            JobRecall recall,
            LinePricing pricing,
            Production production,
            Intake intake,
            Journal journal) {
        this.orders = orders;
        this.parts = parts;
        this.recall = recall;
        this.pricing = pricing;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * Cancels an order of which nothing was handed over: waiting jobs go, machines are told to stop.
     *
     * @throws HubException when its state does not allow it
     */
    public Order cancel(Order order, Principal who, String reason) {
        OrderState.TRANSITIONS.require(order.id(), order.state(), OrderState.CANCELLED);
        Order less = order;
        for (Part part : parts.ofOrder(order.id())) {
            if (JobRecall.GIVEN_UP_FROM.contains(part.state())) {
                less = without(less, part, recall.begun(part));
                recall.giveUp(part, who, reason);
            } else if (part.state() == PartState.RELEASED) {
                less = without(less, part, true);
                recall.recallJobs(part, who, reason);
            }
        }
        for (OrderLine line : less.lines()) {
            if (line.quantity() > 0) {
                less = less.withLine(
                        line.without(line.quantity(), 0, Money.zero(line.total().currency())));
            }
        }
        production.answered(WorkItem.Kind.APPROVE_ORDER, order.id(), who);
        Order cancelled = production.move(less, OrderState.CANCELLED, who, reason);
        intake.settlementDue(order.id());
        return cancelled;
    }

    /**
     * Cancels what is not released of a line.
     *
     * @throws HubException when there is nothing of it that can be cancelled
     */
    public Order cancelLine(Order order, int lineNumber, Principal who, String reason) {
        OrderLine line = order.line(lineNumber);
        if (order.state().beforeParts() && line.quantity() > 0) {
            OrderLine gone =
                    line.without(line.quantity(), 0, Money.zero(line.total().currency()));
            return settled(order.withLine(gone), who, "line " + lineNumber + " cancelled: " + reason);
        }
        List<Part> open = parts.ofOrder(order.id()).stream()
                .filter(part -> order.lineOf(part.serial()).number() == lineNumber)
                .filter(part -> JobRecall.GIVEN_UP_FROM.contains(part.state()))
                .toList();
        if (open.isEmpty()) {
            throw notCancellable("line " + lineNumber + " of order " + order.id() + " has no part that is being made");
        }
        return giveUp(order, open, who, reason);
    }

    /**
     * Cancels some parts, all of them or none.
     *
     * @throws HubException when one of them is not of this order, or cannot be cancelled any more
     */
    public Order cancelParts(Order order, Set<String> serials, Principal who, String reason) {
        List<Part> named = parts.ofOrder(order.id()).stream()
                .filter(part -> serials.contains(part.serial()))
                .toList();
        if (named.size() < serials.size()) {
            throw notCancellable("order " + order.id() + " does not have all of the parts " + serials);
        }
        for (Part part : named) {
            if (!JobRecall.GIVEN_UP_FROM.contains(part.state())) {
                throw notCancellable("part " + part.serial() + " is " + part.state());
            }
        }
        return giveUp(order, named, who, reason);
    }

    private static HubException notCancellable(String what) {
        return new HubException(
                FailureCode.NOT_CANCELLABLE,
                what,
                null,
                "a part can be cancelled until it is released; after its delivery there are complaints");
    }

    private Order giveUp(Order order, List<Part> given, Principal who, String reason) {
        Order less = order;
        for (Part part : given) {
            less = without(less, part, recall.begun(part));
            recall.giveUp(part, who, reason);
        }
        return settled(less, who, given.size() + " part(s) cancelled: " + reason);
    }

    /**
     * Gives a part up that cannot be made: its line is failed with the reason, nothing is paid for it, the rest goes on
     * (compensation).
     *
     * @throws HubException when it is made already, or given up
     */
    public Order failOne(Order order, Part part, Principal who, String reason) {
        if (!JobRecall.GIVEN_UP_FROM.contains(part.state())) {
            throw notCancellable("part " + part.serial() + " is " + part.state());
        }
        OrderLine line = order.lineOf(part.serial());
        String why = part.serial() + " cannot be made: " + reason;
        Order less = without(order.withLine(line.failed(why)), part, false);
        recall.giveUp(part, who, "cannot be made: " + reason);
        production.ask(
                WorkItem.Kind.ORDER_SHORTENED,
                part.serial(),
                order.organisation(),
                "Part " + why + ". It is taken off the order and not paid for; the customer reads it there and in the"
                        + " events. Close this when nothing more is to be said.");
        return settled(less, who, why);
    }

    private Order without(Order order, Part part, boolean charged) {
        OrderLine line = order.lineOf(part.serial());
        int paid = charged ? 1 : 0;
        Money now = pricing.price(line, line.billed() - 1 + paid, order.terms().deliverTo());
        boolean dearer = now.amount().compareTo(line.total().amount()) > 0;
        Order counted = part.state() == PartState.RELEASED ? order.withFewerReleased(1) : order;
        return counted.withLine(line.without(1, paid, dearer ? line.total() : now));
    }

    /** Stores an order that has become less, and takes it where it is now. */
    private Order settled(Order order, Principal who, String why) {
        Order kept;
        if (order.quantity() == 0 && OrderState.TRANSITIONS.allows(order.state(), OrderState.CANCELLED)) {
            production.answered(WorkItem.Kind.APPROVE_ORDER, order.id(), who);
            kept = production.move(order, OrderState.CANCELLED, who, why + "; nothing is left of it");
        } else {
            journal.noted(entry(order, who, why), order.state());
            kept = orders.update(order);
            boolean going = kept.state() == OrderState.IN_PRODUCTION || kept.state() == OrderState.PARTIALLY_DELIVERED;
            if (going && kept.complete()) {
                kept = production.move(kept, OrderState.INSPECTED, who, "every part that is left is released");
                intake.orderComplete(order.id());
            }
        }
        intake.settlementDue(order.id());
        return kept;
    }

    private static Journal.Entry entry(Order order, Principal who, String why) {
        return new Journal.Entry("order", order.id(), order.organisation(), order.id(), who, why);
    }
}
