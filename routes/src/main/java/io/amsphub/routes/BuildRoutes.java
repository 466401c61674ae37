package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.BuildDesk;
import io.amsphub.processors.step.BuildNesting;
import io.amsphub.processors.step.BuildPlanning;

/** Build: several parts that wait find their places, to be made at once. */
public final class BuildRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 5000;

    private final BuildNesting nesting;
    private final BuildDesk desk;
    private final BuildPlanning planning;

    /** Routes over their steps. */
    public BuildRoutes(Outbox outbox, BuildNesting nesting, BuildDesk desk, BuildPlanning planning) {
        super(outbox);
        this.nesting = nesting;
        this.desk = desk;
        this.planning = planning;
    }

    @Override
    public void configure() {
        from(jms(Flow.BUILD_NEST))
            .routeId(Flow.BUILD_NEST)
            .routeDescription("Finds a place in a build for each part, draws it, and writes it as one model")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(nesting)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(desk, "nested");

        from(scheduler(Flow.BUILD_GATHER).delay(TICK_MS))
            .routeId(Flow.BUILD_GATHER)
            .routeDescription("Nests what waits where the rule of an AM centre says so")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(planning, "watch");
    }
}
