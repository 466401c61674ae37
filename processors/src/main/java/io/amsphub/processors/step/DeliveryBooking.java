package io.amsphub.processors.step;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Consignments;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import java.util.List;

/** Packs a complete order and hands it to the carrier. */
public final class DeliveryBooking {

    private final Orders orders;
    private final Parts parts;
    private final Consignments consignments;
    private final Production production;

    /** Brings together what a delivery needs. */
    public DeliveryBooking(Orders orders, Parts parts, Consignments consignments, Production production) {
        this.orders = orders;
        this.parts = parts;
        this.consignments = consignments;
        this.production = production;
    }

    /** Hands over the order that the event is about; one that is past that is left alone. */
    public void handOver(StageSubject event) {
        Order order = orders.get(event.subject());
        if (order.state() != OrderState.INSPECTED) {
            return;
        }
        List<String> serials = parts.ofOrder(order.id()).stream()
                .filter(p -> p.state() == PartState.RELEASED)
                .map(Part::serial)
                .toList();
        Delivery delivery = consignments.handOver(order, serials);
        production.move(
                order.withDelivery(delivery),
                OrderState.SHIPPED,
                Principal.HUB,
                "consignment " + delivery.consignment());
    }
}
