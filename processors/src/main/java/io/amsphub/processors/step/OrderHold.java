package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Hold;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Stops an order and lets it go on. While it is on hold nothing of it is begun, confirmed or handed over; what a machine
 * has goes on. Each waiting job is touched, so that a dispatch that has read the order a moment before is undone by the
 * database. Must be called in a unit of work.
 */
public final class OrderHold {

    private static final Set<OrderState> OVER =
            EnumSet.of(OrderState.SHIPPED, OrderState.DELIVERED, OrderState.CANCELLED);

    private final Orders orders;
    private final Parts parts;
    private final Jobs jobs;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a hold touches. */
    public OrderHold(Orders orders, Parts parts, Jobs jobs, Intake intake, Journal journal) {
        this.orders = orders;
        this.parts = parts;
        this.jobs = jobs;
        this.intake = intake;
        this.journal = journal;
    }

    /** Returns whether an order in a state can be put on hold. */
    static boolean possible(OrderState state) {
        return !OVER.contains(state);
    }

    /**
     * Puts an order on hold.
     *
     * @throws HubException when it is over, or on hold already
     */
    public Order hold(Order order, Principal who, String reason) {
        if (!possible(order.state()) || order.hold() != null) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "order " + order.id() + (order.hold() == null ? " is " + order.state() : " is on hold already"),
                    null,
                    "an order is put on hold once, before all of it was handed over");
        }
        journal.noted(entry(order, who, "put on hold: " + reason), order.state());
        Order held = orders.update(order.withHold(new Hold(reason, who.name(), journal.now())));
        String note = "order " + order.id() + " is on hold: " + reason;
        for (Part part : parts.ofOrder(order.id())) {
            jobs.find(part.jobId()).ifPresent(job -> touch(job, note));
        }
        return held;
    }

    private void touch(Job job, String note) {
        if (job.state() == JobState.QUEUED) {
            jobs.update(job.withNote(null, List.of(note)));
        } else if (job.state() == JobState.IN_BUILD) {
            jobs.find(Job.idOf(String.valueOf(job.build()), 1))
                    .filter(whole -> whole.state() == JobState.QUEUED)
                    .ifPresent(whole -> jobs.update(whole.withNote(null, List.of(note))));
        }
    }

    /**
     * Lets an order go on.
     *
     * @throws HubException when it is not on hold
     */
    public Order release(Order order, Principal who, String reason) {
        if (order.hold() == null) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "order " + order.id() + " is not on hold",
                    null,
                    "only an order on hold can be released");
        }
        journal.noted(entry(order, who, "released: " + reason), order.state());
        Order going = orders.update(order.withHold(null));
        if (order.state().beforeParts()) {
            intake.orderPlaced(order.id());
        } else if (order.state() == OrderState.INSPECTED) {
            intake.orderComplete(order.id());
        } else {
            intake.dispatchDue(order.id(), order.id());
        }
        return going;
    }

    private static Journal.Entry entry(Order order, Principal who, String why) {
        return new Journal.Entry("order", order.id(), order.organisation(), order.id(), who, why);
    }
}
