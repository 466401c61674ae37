package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.order.OrderChangeState;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.OrderChanges;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes orders: the wish is priced by the rules of the quote, the customer says yes to the difference, and then it is
 * done, if it is still possible at the same price. Must be called in a unit of work.
 */
public final class OrderChangeDesk {

    private static final Set<OrderState> CHANGEABLE = EnumSet.of(
            OrderState.CREATED,
            OrderState.AWAITING_APPROVAL,
            OrderState.AWAITING_PAYMENT,
            OrderState.CONFIRMED,
            OrderState.IN_PRODUCTION,
            OrderState.PARTIALLY_DELIVERED);

    private final Orders orders;
    private final OrderChanges changes;
    private final Parts parts;
    private final Jobs jobs;
    private final LinePricing pricing;
    private final OrderPlanning planning;
    private final JobRecall recall;
    private final CostCentreDesk costs;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a change touches. */
    public OrderChangeDesk(
            Orders orders,
            OrderChanges changes,
            Parts parts,
            Jobs jobs,
            LinePricing pricing,
            OrderPlanning planning,
            JobRecall recall,
            CostCentreDesk costs,
            Production production,
            Intake intake,
            Journal journal) {
        this.orders = orders;
        this.changes = changes;
        this.parts = parts;
        this.jobs = jobs;
        this.pricing = pricing;
        this.planning = planning;
        this.recall = recall;
        this.costs = costs;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * Works out what a change would cost. One that costs nothing is done at once.
     *
     * @throws HubException when the order cannot be changed so
     */
    public OrderChange propose(Order order, OrderChange.Wish wish, Principal who) {
        Order priced = priced(order, wish);
        Money difference = minus(priced.total(), order.total());
        OrderChange change = changes.add(new OrderChange(
                Ids.next("chg"),
                order.id(),
                order.organisation(),
                OrderChangeState.PROPOSED,
                wish,
                order.total(),
                priced.total(),
                difference,
                who.name(),
                journal.now(),
                null,
                null,
                0));
        journal.began(entry(change, who, "from " + change.before() + " to " + change.after()), change.state());
        return difference.amount().signum() == 0 ? applied(change, order, who) : change;
    }

    /**
     * Says yes to a change, which is then done.
     *
     * @throws HubException when it is not the customer who says so, or it is not possible any more at that price
     */
    public OrderChange confirm(OrderChange change, Order order, Principal who) {
        if (!who.organisation().equals(order.organisation())) {
            throw new HubException(
                    FailureCode.NOT_THE_CUSTOMER,
                    who.name() + " is not of " + order.organisation(),
                    null,
                    "somebody of the organisation that ordered says yes to another price");
        }
        OrderChangeState.TRANSITIONS.require(change.id(), change.state(), OrderChangeState.APPLIED);
        boolean same = order.total().equals(change.before())
                && priced(order, change.wish()).total().equals(change.after());
        if (!same) {
            throw new HubException(
                    FailureCode.CHANGE_OVERTAKEN,
                    "order " + order.id() + " costs " + order.total() + " now, the change was worked out from "
                            + change.before(),
                    null,
                    "propose the change again and look at its price");
        }
        return applied(change, order, who);
    }

    /** Says no to a change. */
    public OrderChange decline(OrderChange change, Principal who) {
        return decided(change, OrderChangeState.DECLINED, who, "declined");
    }

    private OrderChange applied(OrderChange change, Order order, Principal who) {
        Order changed = priced(order, change.wish());
        for (OrderChange.LineQuantity wanted : change.wish().lines()) {
            int more = wanted.quantity() - order.line(wanted.line()).quantity();
            if (more > 0 && !order.state().beforeParts()) {
                changed = planning.plan(changed, wanted.line(), more, who, "change " + change.id());
            } else if (more < 0) {
                waiting(order, wanted.line())
                        .subList(0, order.state().beforeParts() ? 0 : -more)
                        .forEach(part -> recall.giveUp(part, who, "change " + change.id()));
            }
        }
        if (change.wish().dueAt() != null) {
            hurry(order, changed.requirements());
        }
        keep(changed, change, who);
        return decided(change, OrderChangeState.APPLIED, who, "now " + change.after());
    }

    private void keep(Order changed, OrderChange change, Principal who) {
        String why = "changed by " + change.id() + " from " + change.before() + " to " + change.after();
        journal.noted(
                new Journal.Entry("order", changed.id(), changed.organisation(), changed.id(), who, why),
                changed.state());
        Order kept = orders.update(changed);
        costs.follow(kept);
        boolean going = kept.state() == OrderState.IN_PRODUCTION || kept.state() == OrderState.PARTIALLY_DELIVERED;
        if (going && kept.complete()) {
            production.move(kept, OrderState.INSPECTED, who, "every part that is left is released");
            intake.orderComplete(kept.id());
        } else if (kept.state().beforeParts()) {
            intake.orderPlaced(kept.id());
        }
        intake.settlementDue(changed.id());
    }

    /** Jobs that wait hear of the new time; a part that is made again asks for what its job before asked for. */
    private void hurry(Order order, Requirements wanted) {
        for (Part part : parts.ofOrder(order.id())) {
            jobs.find(part.jobId())
                    .filter(job -> job.state().live() && !job.state().onMachine())
                    .map(job -> job.asking(wanted))
                    .ifPresent(jobs::update);
        }
    }

    private OrderChange decided(OrderChange change, OrderChangeState next, Principal who, String why) {
        journal.moved(OrderChangeState.TRANSITIONS, entry(change, who, why), change.state(), next);
        return changes.update(change.decided(next, who.name(), journal.now()));
    }

    /** Returns the order as it would be and cost, or says why it cannot be so. */
    private Order priced(Order order, OrderChange.Wish wish) {
        if (!CHANGEABLE.contains(order.state())) {
            throw impossible("order " + order.id() + " is " + order.state(), "order anew what is wanted beside");
        }
        if (wish.deliverTo() != null && !order.deliveries().isEmpty()) {
            throw impossible("parts of order " + order.id() + " are under way", "tell the carrier");
        }
        Set<Integer> named = new HashSet<>();
        Order changed =
                wish.deliverTo() == null ? order : order.withTerms(order.terms().deliveredTo(wish.deliverTo()));
        for (OrderChange.LineQuantity wanted : wish.lines()) {
            if (!named.add(wanted.line())) {
                throw impossible("line " + wanted.line() + " is named twice", "name each line once");
            }
            requireFewer(order, wanted);
            OrderLine line = order.line(wanted.line());
            changed = changed.withLine(line.wanting(wanted.quantity(), line.total()));
        }
        if (changed.quantity() == 0) {
            throw impossible("nothing would be left of order " + order.id(), "cancel the order");
        }
        for (OrderLine line : changed.lines()) {
            if (named.contains(line.number()) || wish.deliverTo() != null) {
                Money price = pricing.price(line, line.billed(), changed.terms().deliverTo());
                changed = changed.withLine(line.wanting(line.quantity(), price));
            }
        }
        if (wish.dueAt() == null) {
            return changed;
        }
        Requirements r = order.requirements();
        return changed.asking(new Requirements(
                r.colour(),
                r.capabilities(),
                r.certificates(),
                r.allowedCentres(),
                r.allowedMachines(),
                wish.dueAt(),
                r.deliverTo()));
    }

    private void requireFewer(Order order, OrderChange.LineQuantity wanted) {
        int fewer = order.line(wanted.line()).quantity() - wanted.quantity();
        if (fewer <= 0 || order.state().beforeParts()) {
            return;
        }
        int free = waiting(order, wanted.line()).size();
        if (fewer > free) {
            throw impossible(
                    "line " + wanted.line() + " has " + free + " part(s) that no machine has, and " + fewer
                            + " fewer are wanted",
                    "POST /orders/" + order.id()
                            + "/part-cancellation cancels parts that were begun; they are paid for");
        }
    }

    /** Returns the parts of a line that no machine has, the last first. */
    private List<Part> waiting(Order order, int lineNumber) {
        List<Part> all = new ArrayList<>(parts.ofOrder(order.id()).stream()
                .filter(part -> order.lineOf(part.serial()).number() == lineNumber && recall.waits(part))
                .toList());
        Collections.reverse(all);
        return all;
    }

    private static Money minus(Money a, Money b) {
        return new Money(a.amount().subtract(b.amount()), a.currency());
    }

    private static HubException impossible(String what, String remedy) {
        return new HubException(FailureCode.CHANGE_NOT_POSSIBLE, what, null, remedy);
    }

    private static Journal.Entry entry(OrderChange change, Principal who, String why) {
        return new Journal.Entry("order-change", change.id(), change.organisation(), change.orderId(), who, why);
    }
}
