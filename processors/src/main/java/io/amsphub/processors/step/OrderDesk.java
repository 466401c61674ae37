package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user does with an order: place it, cancel it, confirm that it arrived. */
public final class OrderDesk {

    private static final Duration CANCEL_EXPIRY = Duration.ofMinutes(10);
    private static final Set<PartState> GIVEN_UP_ON_CANCEL = EnumSet.of(
            PartState.PLANNED,
            PartState.IN_PRODUCTION,
            PartState.PRINTED,
            PartState.IN_POST_PROCESSING,
            PartState.IN_INSPECTION,
            PartState.STOPPED);

    private static final Set<WorkItem.Kind> WORK_ON_PARTS =
            EnumSet.of(WorkItem.Kind.POST_PROCESS, WorkItem.Kind.INSPECT, WorkItem.Kind.DECIDE_PART);

    private final Quotes quotes;
    private final Orders orders;
    private final Parts parts;
    private final Jobs jobs;
    private final Devices devices;
    private final DeviceLink link;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what an order touches. */
    public OrderDesk(
            Quotes quotes,
            Orders orders,
            Parts parts,
            Jobs jobs,
            Devices devices,
            DeviceLink link,
            Production production,
            Intake intake,
            Journal journal) {
        this.quotes = quotes;
        this.orders = orders;
        this.parts = parts;
        this.jobs = jobs;
        this.devices = devices;
        this.link = link;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * Places an order on a quote, at its price. A quote is ordered once.
     *
     * @param requirements what is asked of the machines beside process, feedstock and volume
     * @throws HubException when the quote has no price, has expired, or was ordered; when the licence of the
     *     design does not allow the centre
     */
    public Order place(
            Quote quote, @Nullable String reference, int priority, Requirements requirements, Principal who) {
        requireOrderable(quote);
        Price price = quote.price();
        QuoteInputs inputs = quote.inputs();
        if (price == null || inputs == null) {
            throw new IllegalStateException("quote " + quote.id() + " is priced without a price");
        }
        if (!requirements.allowsCentre(inputs.amCentre())) {
            throw new HubException(
                    FailureCode.LICENCE_FORBIDS,
                    "quote " + quote.id() + " is from " + inputs.amCentre() + ", allowed are "
                            + requirements.allowedCentres(),
                    "/requirements/allowedCentres",
                    "ask one of the allowed centres for a quote");
        }
        Order order = new Order(
                Ids.next("ord"),
                quote.organisation(),
                quote.id(),
                quote.revisionId(),
                quote.materialId(),
                inputs.amCentre(),
                quote.quantity(),
                price.total(),
                reference,
                priority,
                requirements,
                OrderState.CREATED,
                who.name(),
                journal.now(),
                0,
                null,
                0);
        journal.moved(
                QuoteState.TRANSITIONS,
                new Journal.Entry("quote", quote.id(), quote.organisation(), quote.id(), who, "order " + order.id()),
                quote.state(),
                QuoteState.ORDERED);
        quotes.update(quote.withState(QuoteState.ORDERED));
        Order placed = orders.add(order);
        journal.began(
                new Journal.Entry("order", order.id(), order.organisation(), order.id(), who, "on " + quote.id()),
                order.state());
        intake.orderPlaced(order.id());
        return placed;
    }

    private void requireOrderable(Quote quote) {
        if (quote.state() == QuoteState.EXPIRED
                || (quote.expiresAt() != null && !quote.expiresAt().isAfter(journal.now()))) {
            throw new HubException(
                    FailureCode.QUOTE_EXPIRED,
                    "quote " + quote.id() + " was valid until " + quote.expiresAt(),
                    "/quote",
                    "ask for a new quote");
        }
        if (quote.state() == QuoteState.ORDERED) {
            throw new HubException(
                    FailureCode.QUOTE_USED,
                    "quote " + quote.id() + " has an order",
                    "/quote",
                    "ask for a new quote to order again");
        }
        if (quote.state() != QuoteState.PRICED) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED,
                    "quote " + quote.id() + " is " + quote.state(),
                    "/quote",
                    quote.problem() == null
                            ? "wait until it is PRICED"
                            : quote.problem().remedy());
        }
    }

    /** Cancels an order that was not shipped: waiting jobs go, machines are told to stop. */
    public Order cancel(Order order, Principal who, String reason) {
        Order cancelled = production.move(order, OrderState.CANCELLED, who, reason);
        for (Part part : parts.ofOrder(order.id())) {
            if (GIVEN_UP_ON_CANCEL.contains(part.state())) {
                production.move(part, PartState.CANCELLED, who, reason);
                WORK_ON_PARTS.forEach(kind -> production.answered(kind, part.serial(), who));
            }
            for (Job job : jobs.ofPart(part.serial())) {
                cancel(job, who, reason);
            }
        }
        return cancelled;
    }

    private void cancel(Job job, Principal who, String reason) {
        if (job.state() == JobState.QUEUED || job.state() == JobState.HELD) {
            production.move(job, JobState.CANCELLED, who, reason);
            production.answered(WorkItem.Kind.RESOLVE_JOB, job.id(), who);
        } else if (job.state() == JobState.IN_BUILD) {
            jobs.find(Job.idOf(String.valueOf(job.build()), 1)).ifPresent(whole -> cancelPartOf(whole, who, reason));
        } else if (job.state().onMachine()) {
            String machine = job.device();
            if (machine != null) {
                Device device = devices.get(machine);
                link.send(
                        device,
                        new DeviceCommand.Control(
                                Ids.next("cmd"),
                                journal.now().plus(CANCEL_EXPIRY),
                                DeviceCommand.Verb.CANCEL,
                                job.id()),
                        job.orderId());
            }
        }
    }

    /** A build that no machine has is undone; one on a machine goes on while one of its parts is wanted. */
    private void cancelPartOf(Job whole, Principal who, String reason) {
        if (!whole.state().onMachine() && whole.state().live()) {
            Job cancelled = production.move(whole, JobState.CANCELLED, who, "a part of it was cancelled: " + reason);
            production.answered(WorkItem.Kind.RESOLVE_JOB, whole.id(), who);
            production.separated(cancelled, who, reason);
        } else if (production.unwanted(whole)) {
            cancel(whole, who, reason);
        }
    }

    /** Confirms that the user has the parts: the end of the order. */
    public Order confirmDelivery(Order order, Principal who, String receivedBy) {
        Delivery delivery = order.delivery();
        if (order.state() != OrderState.SHIPPED || delivery == null) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "order " + order.id() + " is " + order.state(),
                    null,
                    "receipt can be confirmed once the order is SHIPPED");
        }
        Order delivered = production.move(
                order.withDelivery(delivery.confirmed(journal.now(), receivedBy)),
                OrderState.DELIVERED,
                who,
                "received by " + receivedBy);
        for (Part part : parts.ofOrder(order.id())) {
            if (part.state() == PartState.RELEASED) {
                production.move(part, PartState.DELIVERED, who, "received by " + receivedBy);
            }
        }
        return delivered;
    }
}
