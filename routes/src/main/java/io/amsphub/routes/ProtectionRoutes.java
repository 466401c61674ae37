package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;

/** Protection of designs: content whose day of deletion has come is deleted. */
public final class ProtectionRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 10_000;

    private final Runnable deleteDue;

    /**
     * Routes over their step.
     *
     * @param deleteDue deletes what is due
     */
    public ProtectionRoutes(Outbox outbox, Runnable deleteDue) {
        super(outbox);
        this.deleteDue = deleteDue;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.DESIGN_DELETE).delay(TICK_MS))
            .routeId(Flow.DESIGN_DELETE)
            .routeDescription("Deletes the content of designs whose day of deletion has come")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(deleteDue, "run");
    }
}
