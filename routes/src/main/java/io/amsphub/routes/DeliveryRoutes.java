package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.DeliveryBooking;

/** Deliver: hand a complete order to the carrier. */
public final class DeliveryRoutes extends StageRouteBuilder {

    private final DeliveryBooking booking;

    /** A route over its step. */
    public DeliveryRoutes(Outbox outbox, DeliveryBooking booking) {
        super(outbox);
        this.booking = booking;
    }

    @Override
    public void configure() {
        from(jms(Flow.ORDER_DELIVER))
            .routeId(Flow.ORDER_DELIVER)
            .routeDescription("Packs a complete order and hands it to the carrier")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(booking);
    }
}
