package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.DesignProtecting;

/** Protection of designs: content whose day of deletion has come is deleted. */
public final class ProtectionRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 10_000;

    private final DesignProtecting protecting;

    /** Routes over their step. */
    public ProtectionRoutes(Outbox outbox, DesignProtecting protecting) {
        super(outbox);
        this.protecting = protecting;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.DESIGN_DELETE).delay(TICK_MS))
            .routeId(Flow.DESIGN_DELETE)
            .routeDescription("Deletes the content of designs whose day of deletion has come")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(protecting, "deleteDue");
    }
}
