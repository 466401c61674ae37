package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.WebhookPool;
import java.util.function.IntSupplier;

/** Webhooks: events become deliveries, deliveries become calls of partners. */
public final class WebhookRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 100;
    private static final int MANY = 100;

    private final IntSupplier fanOut;
    private final WebhookPool pool;

    /**
     * Routes over their steps.
     *
     * @param fanOut makes deliveries of events, and returns of how many
     * @param pool calls partners
     */
    public WebhookRoutes(Outbox outbox, IntSupplier fanOut, WebhookPool pool) {
        super(outbox);
        this.fanOut = fanOut;
        this.pool = pool;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.WEBHOOK_FAN_OUT).delay(TICK_MS).greedy(true))
            .routeId(Flow.WEBHOOK_FAN_OUT)
            .routeDescription("Makes a delivery of each event for each webhook that wants it")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.gathering(TICK_MS, MANY, fanOut));

        from(scheduler(Flow.WEBHOOK_SEND).delay(TICK_MS).greedy(true))
            .routeId(Flow.WEBHOOK_SEND)
            .routeDescription("Has the webhooks looked after for which a call is due")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.sparing(TICK_MS, pool::turn));
    }
}
