package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Consignments;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands parts to the carrier, a complete order by itself and some parts before by somebody's choice, and notes their
 * receipt. Must be called in a unit of work.
 */
public final class DeliveryBooking {

    private static final Set<OrderState> PARTS_GO =
            EnumSet.of(OrderState.IN_PRODUCTION, OrderState.PARTIALLY_DELIVERED, OrderState.INSPECTED);
    private static final Set<OrderState> PARTS_ARRIVE =
            EnumSet.of(OrderState.PARTIALLY_DELIVERED, OrderState.INSPECTED, OrderState.SHIPPED);
    private static final Set<PartState> GONE = EnumSet.of(PartState.CANCELLED, PartState.RETURNED);

    private final Orders orders;
    private final Parts parts;
    private final Consignments consignments;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a delivery needs. */
    public DeliveryBooking(
            Orders orders,
            Parts parts,
            Consignments consignments,
            Production production,
            Intake intake,
            Journal journal) {
        this.orders = orders;
        this.parts = parts;
        this.consignments = consignments;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /** Hands over what is left of the order that the event is about; one that is past that, or on hold, is left alone. */
    public void handOver(StageSubject event) {
        Order order = orders.get(event.subject());
        if (order.state() != OrderState.INSPECTED || order.hold() != null) {
            return;
        }
        List<String> serials = ready(order);
        Order shipped = order;
        String why = "every part that is left was handed over before";
        if (!serials.isEmpty()) {
            Delivery delivery = consignments.handOver(order, serials);
            shipped = order.withDelivery(delivery);
            why = "consignment " + delivery.consignment();
        }
        delivered(
                production.move(shipped, OrderState.SHIPPED, Principal.HUB, why),
                Principal.HUB,
                "every part was received");
        intake.settlementDue(order.id());
    }

    /**
     * Hands over some parts of an order before all are there.
     *
     * @throws HubException when the order is on hold, or one of the parts is not released or was handed over
     */
    public Order handOver(Order order, List<String> serials, Principal who) {
        if (order.hold() != null) {
            throw new HubException(
                    FailureCode.ORDER_ON_HOLD,
                    "order " + order.id() + " is on hold: " + order.hold().reason(),
                    null,
                    "POST /orders/" + order.id() + "/release lets it go on");
        }
        List<String> ready = ready(order);
        List<String> not = serials.stream().filter(s -> !ready.contains(s)).toList();
        if (!PARTS_GO.contains(order.state()) || !not.isEmpty()) {
            throw new HubException(
                    FailureCode.NOT_DELIVERABLE,
                    not.isEmpty() ? "order " + order.id() + " is " + order.state() : "not ready are " + not,
                    "/parts",
                    "ready are " + ready + ": parts that are released and were not handed over");
        }
        Delivery delivery =
                consignments.handOver(order, serials.stream().distinct().toList());
        Order with = order.withDelivery(delivery);
        boolean last = order.state() == OrderState.INSPECTED && serials.containsAll(ready);
        OrderState next = last ? OrderState.SHIPPED : OrderState.PARTIALLY_DELIVERED;
        String why = "consignment " + delivery.consignment() + " with " + serials.size() + " part(s)";
        Order kept;
        if (order.state() == next) {
            journal.noted(entry(order, who, why), order.state());
            kept = orders.update(with);
        } else {
            kept = production.move(with, next, who, why);
        }
        if (order.state() == OrderState.INSPECTED && !last) {
            kept = production.move(kept, OrderState.INSPECTED, who, "every part is released");
        }
        intake.settlementDue(order.id());
        return kept;
    }

    private List<String> ready(Order order) {
        Set<String> gone = order.handedOver();
        return parts.ofOrder(order.id()).stream()
                .filter(p -> p.state() == PartState.RELEASED && !gone.contains(p.serial()))
                .map(Part::serial)
                .toList();
    }

    /**
     * Confirms that the user has the parts of a consignment, or of all that are under way.
     *
     * @param consignment its number; null for all
     * @throws HubException when none is under way
     */
    public Order confirm(Order order, @Nullable String consignment, String receivedBy, Principal who) {
        List<Delivery> arrived = order.deliveries().stream()
                .filter(d -> d.deliveredAt() == null && (consignment == null || consignment.equals(d.consignment())))
                .toList();
        if (!PARTS_ARRIVE.contains(order.state()) || arrived.isEmpty()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "order " + order.id() + " is " + order.state() + " and has nothing like that under way",
                    null,
                    "receipt can be confirmed of a consignment once it was handed over");
        }
        Order confirmed = order;
        for (Delivery delivery : arrived) {
            confirmed = confirmed.withDelivery(delivery.confirmed(journal.now(), receivedBy));
            for (String serial : delivery.parts()) {
                Part part = parts.get(serial);
                if (part.state() == PartState.RELEASED) {
                    production.move(part, PartState.DELIVERED, who, "received by " + receivedBy);
                }
            }
        }
        String why = arrived.size() + " consignment(s) received by " + receivedBy;
        Order kept = delivered(orders.update(confirmed), who, why);
        if (kept.state() == order.state()) {
            journal.noted(entry(order, who, why), order.state());
        }
        intake.settlementDue(order.id());
        return kept;
    }

    /** An order that is handed over is delivered once each of its parts is. */
    private Order delivered(Order order, Principal who, String why) {
        boolean all = order.state() == OrderState.SHIPPED
                && parts.ofOrder(order.id()).stream()
                        .filter(p -> !GONE.contains(p.state()))
                        .allMatch(p -> p.state() == PartState.DELIVERED);
        return all ? production.move(order, OrderState.DELIVERED, who, why) : order;
    }

    private static Journal.Entry entry(Order order, Principal who, String why) {
        return new Journal.Entry("order", order.id(), order.organisation(), order.id(), who, why);
    }
}
