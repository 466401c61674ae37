package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.QuotePricing;

/** Quote: what a revision costs, in a material, at a centre. */
public final class QuoteRoutes extends StageRouteBuilder {

    private final QuotePricing pricing;

    /** A route over its step. */
    public QuoteRoutes(Outbox outbox, QuotePricing pricing) {
        super(outbox);
        this.pricing = pricing;
    }

    @Override
    public void configure() {
        from(jms(Flow.QUOTE_PRICE))
            .routeId(Flow.QUOTE_PRICE)
            .routeDescription("Prices a quote at every AM centre that can make it")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(pricing);
    }
}
