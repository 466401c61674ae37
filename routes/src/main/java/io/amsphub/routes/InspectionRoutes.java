package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.PartInspection;

/** Inspect: release a part, or have it made again. */
public final class InspectionRoutes extends StageRouteBuilder {

    private final PartInspection inspection;

    /** A route over its step. */
    public InspectionRoutes(Outbox outbox, PartInspection inspection) {
        super(outbox);
        this.inspection = inspection;
    }

    @Override
    public void configure() {
        from(jms(Flow.PART_INSPECT))
            .routeId(Flow.PART_INSPECT)
            .routeDescription("Judges a part by what was measured")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .setHeader(HubHeaders.OUTCOME, method(inspection))
            .choice()
                .when(outcome().isEqualTo(PartInspection.Outcome.ORDER_COMPLETE)).bean(orderNext(Flow.ORDER_DELIVER))
            .end();
    }
}
