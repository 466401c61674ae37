package io.amsphub.processors.step;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Quote;

/** What an ERP can bring about with an order. */
public interface ErpOrderMoves {

    /** Places an order on a quote. */
    Order place(Quote quote, String reference, Principal who);

    /** Cancels an order. */
    void cancel(Order order, Principal who, String reason);

    /** Confirms that what was shipped has arrived. */
    void confirmDelivery(Order order, Principal who, String receivedBy);

    /** Returns the moves of the desks that users have. */
    static ErpOrderMoves of(OrderDesk desk, OrderCancellation cancellation, DeliveryBooking booking) {
        return new ErpOrderMoves() {
            @Override
            public Order place(Quote quote, String reference, Principal who) {
                return desk.place(quote, reference, 0, Requirements.NONE, who);
            }

            @Override
            public void cancel(Order order, Principal who, String reason) {
                cancellation.cancel(order, who, reason);
            }

            @Override
            public void confirmDelivery(Order order, Principal who, String receivedBy) {
                booking.confirm(order, null, receivedBy, who);
            }
        };
    }
}
