package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.PrintCalibration;
import io.amsphub.processors.step.QuotePricing;
import io.amsphub.processors.step.RevisionMeasuring;

/** Quote: what a revision costs, in a material, at a centre. */
public final class QuoteRoutes extends StageRouteBuilder {

    private final RevisionMeasuring measuring;
    private final QuotePricing pricing;
    private final PrintCalibration calibration;

    /** Routes over their steps. */
    public QuoteRoutes(
            Outbox outbox, RevisionMeasuring measuring, QuotePricing pricing, PrintCalibration calibration) {
        super(outbox);
        this.measuring = measuring;
        this.pricing = pricing;
        this.calibration = calibration;
    }

    @Override
    public void configure() {
        from(jms(Flow.MESH_MEASURE))
            .routeId(Flow.MESH_MEASURE)
            .routeDescription("Measures the layers of a revision that is ready, for the quotes to come")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(measuring, "measureReady")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(measuring, "note");

        from(jms(Flow.QUOTE_PRICE))
            .routeId(Flow.QUOTE_PRICE)
            .routeDescription("Prices a quote at every AM centre that can make it")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(measuring, "measureForQuote")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(pricing, "priceAsked");

        from(jms(Flow.PRINT_CALIBRATE))
            .routeId(Flow.PRINT_CALIBRATE)
            .routeDescription("Learns from a finished job how long its machine really takes")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(calibration);
    }
}
