package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.OrderConfirmation;

/** Order: parts with serial numbers, and a first job for each. */
public final class OrderRoutes extends StageRouteBuilder {

    private final OrderConfirmation confirmation;

    /** A route over its step. */
    public OrderRoutes(Outbox outbox, OrderConfirmation confirmation) {
        super(outbox);
        this.confirmation = confirmation;
    }

    @Override
    public void configure() {
        from(jms(Flow.ORDER_CONFIRM))
            .routeId(Flow.ORDER_CONFIRM)
            .routeDescription("Confirms an order and plans its parts and jobs")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(confirmation);
    }
}
