package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.BuildDispatch;
import io.amsphub.processors.step.FloorWatch;
import java.time.Duration;

/** Watch: what time brings about. */
public final class WatchRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 2000;

    private final BuildDispatch dispatch;
    private final FloorWatch watch;
    private final Duration grace;

    /**
     * Routes over the watching steps.
     *
     * @param grace how long after the expiry of a command an answer may still be under way
     */
    public WatchRoutes(Outbox outbox, BuildDispatch dispatch, FloorWatch watch, Duration grace) {
        super(outbox);
        this.dispatch = dispatch;
        this.watch = watch;
        this.grace = grace;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.COMMAND_WATCH).delay(TICK_MS))
            .routeId(Flow.COMMAND_WATCH)
            .routeDescription("Asks machines about commands that they did not answer")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .setBody(constant(grace))
            .bean(dispatch, "askAboutUnanswered");

        from(scheduler(Flow.WAIT_WATCH).delay(TICK_MS))
            .routeId(Flow.WAIT_WATCH)
            .routeDescription("Has jobs sent again that waited because their machine could not fetch the file")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(dispatch, "endWaits");

        from(scheduler(Flow.MACHINE_WATCH).delay(TICK_MS))
            .routeId(Flow.MACHINE_WATCH)
            .routeDescription("Notices machines that fell silent")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(watch, "watchMachines");

        from(scheduler(Flow.QUOTE_EXPIRE).delay(TICK_MS))
            .routeId(Flow.QUOTE_EXPIRE)
            .routeDescription("Ends offers whose time is over")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(watch, "expireQuotes");
    }
}
