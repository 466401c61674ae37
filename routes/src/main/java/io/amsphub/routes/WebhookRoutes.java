package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.WebhookPool;
import java.util.function.IntSupplier;

/** Webhooks: events become deliveries, deliveries become calls of partners. */
public final class WebhookRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 100;
    private static final int MANY = 100;
    private static final int CLEANING_MS = 600_000;

    private final IntSupplier fanOut;
    private final WebhookPool pool;
    private final Runnable removal;

    /**
     * Routes over their steps.
     *
     * @param fanOut makes deliveries of events, and returns of how many
     * @param pool calls partners
     * @param removal removes deliveries that are older than they are kept
     */
    public WebhookRoutes(Outbox outbox, IntSupplier fanOut, WebhookPool pool, Runnable removal) {
        super(outbox);
        this.fanOut = fanOut;
        this.pool = pool;
        this.removal = removal;
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

        from(scheduler(Flow.WEBHOOK_FORGET).delay(CLEANING_MS))
            .routeId(Flow.WEBHOOK_FORGET)
            .routeDescription("Removes deliveries that are older than they are kept")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(removal, "run");
    }
}
