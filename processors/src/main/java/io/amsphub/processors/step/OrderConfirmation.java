package io.amsphub.processors.step;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.production.Production;

/**
 * Confirms an order once nothing stands against it: its cost centre covers it, what is to be paid before is paid. Every
 * part gets its serial number and its first job.
 */
public final class OrderConfirmation {

    private final Orders orders;
    private final OrderPlanning planning;
    private final OrderGate gate;
    private final Production production;
    private final Intake intake;

    /** Brings together what an order is made from. */
    public OrderConfirmation(
            Orders orders, OrderPlanning planning, OrderGate gate, Production production, Intake intake) {
        this.orders = orders;
        this.planning = planning;
        this.gate = gate;
        this.production = production;
        this.intake = intake;
    }

    /** Takes the order that the event is about as far as it may go; one that is confirmed, or on hold, is left alone. */
    public void confirm(StageSubject event) {
        Order order = orders.get(event.subject());
        if (!order.state().beforeParts() || order.hold() != null) {
            return;
        }
        OrderState next = gate.next(order);
        if (next == order.state()) {
            return;
        }
        Order moved = production.move(order, next, Principal.HUB, gate.reason(order, next));
        if (next == OrderState.CONFIRMED) {
            for (OrderLine line : order.lines()) {
                moved = planning.plan(moved, line.number(), line.quantity(), Principal.HUB, "order confirmed");
            }
            orders.update(moved);
        }
        if (order.terms().payment() != OrderTerms.Payment.INVOICE) {
            intake.settlementDue(order.id()); // an invoice follows what is handed over, which nothing is yet
        }
    }
}
