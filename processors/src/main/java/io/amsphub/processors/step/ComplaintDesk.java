package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Complaint;
import io.amsphub.processors.order.ComplaintState;
import io.amsphub.processors.order.Credit;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Complaints;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Complaints about parts that were delivered, and money that is granted back. What was decided is in the record of the
 * part's serial number; a part that is made instead has a serial number of its own. Must be called in a unit of work.
 */
public final class ComplaintDesk {

    private final Orders orders;
    private final Parts parts;
    private final Complaints complaints;
    private final OrderPlanning planning;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a complaint touches. */
    public ComplaintDesk(
            Orders orders,
            Parts parts,
            Complaints complaints,
            OrderPlanning planning,
            Production production,
            Intake intake,
            Journal journal) {
        this.orders = orders;
        this.parts = parts;
        this.complaints = complaints;
        this.planning = planning;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /** What is to become of a complaint. */
    public enum Decision {
        REPRINT,
        REFUND,
        REJECT
    }

    /**
     * Takes a complaint about a delivered part.
     *
     * @throws HubException when the part was not delivered, or has an open complaint
     */
    public Complaint raise(Part part, Principal who, String reason) {
        boolean open = complaints.ofPart(part.serial()).stream().anyMatch(c -> c.state() == ComplaintState.OPEN);
        if (part.state() != PartState.DELIVERED || orders.find(part.orderId()).isEmpty() || open) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "part " + part.serial() + (open ? " has an open complaint" : " is " + part.state()),
                    null,
                    "one complaint at a time is taken about a part of an order that was delivered");
        }
        Complaint complaint = complaints.add(new Complaint(
                Ids.next("cpl"),
                part.orderId(),
                part.serial(),
                part.organisation(),
                ComplaintState.OPEN,
                reason,
                who.name(),
                journal.now(),
                null,
                null,
                null,
                null,
                null,
                0));
        journal.began(entry(complaint, who, reason), complaint.state());
        note(part, who, "complaint " + complaint.id() + ": " + reason);
        production.ask(
                WorkItem.Kind.DECIDE_COMPLAINT,
                complaint.id(),
                part.organisation(),
                "Decide about the complaint about part " + part.serial() + ": " + reason);
        return complaint;
    }

    /**
     * Decides a complaint.
     *
     * @param amount what goes back with REFUND; null for the part's share of its line
     * @throws HubException when it was decided before
     */
    public Complaint decide(
            Complaint complaint, Decision decision, @Nullable BigDecimal amount, Principal who, String reason) {
        if (complaint.state() != ComplaintState.OPEN) {
            throw new HubException(
                    FailureCode.COMPLAINT_DECIDED,
                    "complaint " + complaint.id() + " is " + complaint.state(),
                    null,
                    "take a new complaint if something else is wrong");
        }
        Order order = orders.get(complaint.orderId());
        Part part = parts.get(complaint.serial());
        production.answered(WorkItem.Kind.DECIDE_COMPLAINT, complaint.id(), who);
        return switch (decision) {
            case REPRINT -> reprint(complaint, order, part, who, reason);
            case REFUND -> refund(complaint, order, part, amount, who, reason);
            case REJECT -> {
                note(part, who, "complaint " + complaint.id() + " rejected: " + reason);
                yield decided(complaint, ComplaintState.REJECTED, who, reason, null, null);
            }
        };
    }

    private Complaint reprint(Complaint complaint, Order order, Part part, Principal who, String reason) {
        OrderLine line = order.lineOf(part.serial());
        String replacement = Part.serialOf(order.id(), order.lastNumber() + 1);
        String why = "complaint " + complaint.id() + ": made again as " + replacement + ", " + reason;
        production.move(part, PartState.RETURNED, who, why);
        Order with = planning.plan(
                order.withFewerReleased(1), line.number(), 1, who, "instead of " + part.serial() + ", " + reason);
        if (order.state() == OrderState.SHIPPED || order.state() == OrderState.DELIVERED) {
            production.move(with, OrderState.PARTIALLY_DELIVERED, who, why);
        } else {
            kept(with, who, why);
        }
        return decided(complaint, ComplaintState.REPRINTED, who, reason, replacement, null);
    }

    private Complaint refund(
            Complaint complaint, Order order, Part part, @Nullable BigDecimal amount, Principal who, String reason) {
        OrderLine line = order.lineOf(part.serial());
        BigDecimal share =
                line.total().amount().divide(BigDecimal.valueOf(Math.max(1, line.billed())), MathContext.DECIMAL128);
        Money back = new Money(amount == null ? share : amount, line.total().currency());
        requireOwed(order, back);
        String why = "complaint " + complaint.id() + ": " + back + " back, " + reason;
        production.move(part, PartState.RETURNED, who, why);
        Order less = order.withFewerReleased(1).withLine(line.without(1, 1, line.total()));
        kept(less.withCredit(new Credit(back, reason, who.name(), journal.now(), complaint.id())), who, why);
        return decided(complaint, ComplaintState.REFUNDED, who, reason, null, back);
    }

    /**
     * Grants money back without a complaint.
     *
     * @param amount what goes back; null for all that is owed
     * @throws HubException when it is more than is owed
     */
    public Order grant(Order order, @Nullable BigDecimal amount, Principal who, String reason) {
        Money back =
                amount == null ? order.owed() : new Money(amount, order.total().currency());
        requireOwed(order, back);
        return kept(
                order.withCredit(new Credit(back, reason, who.name(), journal.now(), null)),
                who,
                back + " granted: " + reason);
    }

    private static void requireOwed(Order order, Money back) {
        if (back.amount().signum() <= 0 || back.amount().compareTo(order.owed().amount()) > 0) {
            throw new HubException(
                    FailureCode.REFUND_TOO_LARGE,
                    back + " of " + order.owed() + " that is owed for order " + order.id(),
                    "/amount",
                    "an amount above 0 and up to what is owed");
        }
    }

    private Order kept(Order order, Principal who, String why) {
        journal.noted(
                new Journal.Entry("order", order.id(), order.organisation(), order.id(), who, why), order.state());
        Order kept = orders.update(order);
        intake.settlementDue(order.id());
        return kept;
    }

    private void note(Part part, Principal who, String why) {
        journal.noted(
                new Journal.Entry("part", part.serial(), part.organisation(), part.orderId(), who, why), part.state());
    }

    private Complaint decided(
            Complaint complaint,
            ComplaintState next,
            Principal who,
            String reason,
            @Nullable String replacement,
            @Nullable Money back) {
        journal.moved(ComplaintState.TRANSITIONS, entry(complaint, who, reason), complaint.state(), next);
        return complaints.update(complaint.decided(next, reason, who.name(), journal.now(), replacement, back));
    }

    private static Journal.Entry entry(Complaint complaint, Principal who, String why) {
        return new Journal.Entry("complaint", complaint.id(), complaint.organisation(), complaint.orderId(), who, why);
    }
}
