package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import java.time.Duration;

/** ERP: what happens in the hub is told, what happens there is taken in, and both are compared. */
public final class ErpRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 500;
    private static final long FIRST_COMPARISON_MS = 60_000;

    private final Runnable tell;
    private final Runnable take;
    private final Runnable compare;
    private final Duration pollEvery;
    private final Duration compareEvery;

    /**
     * Routes over the steps.
     *
     * @param tell tells ERPs what is due
     * @param take asks ERPs what is new
     * @param compare compares both sides
     * @param pollEvery how often ERPs are asked
     * @param compareEvery how often both sides are compared
     */
    public ErpRoutes(
            Outbox outbox,
            Runnable tell,
            Runnable take,
            Runnable compare,
            Duration pollEvery,
            Duration compareEvery) {
        super(outbox);
        this.tell = tell;
        this.take = take;
        this.compare = compare;
        this.pollEvery = pollEvery;
        this.compareEvery = compareEvery;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.ERP_TELL).delay(TICK_MS))
            .routeId(Flow.ERP_TELL)
            .routeDescription("Tells ERPs of orders and quotes")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(tell, "run");

        from(scheduler(Flow.ERP_TAKE).delay(pollEvery.toMillis()))
            .routeId(Flow.ERP_TAKE)
            .routeDescription("Takes in sales and changes from ERPs")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(take, "run");

        from(scheduler(Flow.ERP_COMPARE).initialDelay(FIRST_COMPARISON_MS).delay(compareEvery.toMillis()))
            .routeId(Flow.ERP_COMPARE)
            .routeDescription("Compares the orders of hub and ERPs")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(compare, "run");
    }
}
