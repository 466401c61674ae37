package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.OrderSettlement;

/** Settle: the money of an order goes where it belongs. */
public final class SettlementRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 10_000;

    private final OrderSettlement settlement;

    /** Routes over their step. */
    public SettlementRoutes(Outbox outbox, OrderSettlement settlement) {
        super(outbox);
        this.settlement = settlement;
    }

    @Override
    public void configure() {
        from(jms(Flow.ORDER_SETTLE))
            .routeId(Flow.ORDER_SETTLE)
            .routeDescription("Invoices an order, or has the payment provider hold, take and give back money for it")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(settlement, "settle")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(settlement, "settled");

        from(scheduler(Flow.PAYMENT_WATCH).delay(TICK_MS))
            .routeId(Flow.PAYMENT_WATCH)
            .routeDescription("Has the payment provider asked again what it did not answer")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(settlement, "watch");
    }
}
