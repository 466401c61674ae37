package io.amsphub.processors.step;

import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.port.Payments;

/** Says how far an order may go before anything of it is made. */
public final class OrderGate {

    private final Payments payments;

    /** A gate that knows what was paid. */
    public OrderGate(Payments payments) {
        this.payments = payments;
    }

    /** Returns where an order without parts belongs now: where it is, when nothing has come of what it waits for. */
    public OrderState next(Order order) {
        if (CostCentreDesk.stops(order)) {
            return order.state() == OrderState.CREATED ? OrderState.AWAITING_APPROVAL : order.state();
        }
        boolean paid = order.terms().payment() == OrderTerms.Payment.INVOICE
                || payments.secured(order.id(), order.total().currency())
                                .amount()
                                .compareTo(order.owed().amount())
                        >= 0;
        return paid ? OrderState.CONFIRMED : OrderState.AWAITING_PAYMENT;
    }

    /** Returns why it goes there, in words. */
    public String reason(Order order, OrderState next) {
        return switch (next) {
            case AWAITING_APPROVAL -> String.valueOf(order.terms().toApprove());
            case AWAITING_PAYMENT -> order.owed() + " to be secured before anything is made";
            default -> order.quantity() + " part(s) planned";
        };
    }
}
