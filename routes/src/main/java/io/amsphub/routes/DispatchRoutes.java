package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.BuildDispatch;

/** Dispatch: waiting jobs to machines that fit. */
public final class DispatchRoutes extends StageRouteBuilder {

    private final BuildDispatch dispatch;

    /** A route over its step. */
    public DispatchRoutes(Outbox outbox, BuildDispatch dispatch) {
        super(outbox);
        this.dispatch = dispatch;
    }

    @Override
    public void configure() {
        from(jms(Flow.BUILD_DISPATCH))
            .routeId(Flow.BUILD_DISPATCH)
            .routeDescription("Reserves machines for waiting jobs and sends the print commands")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(dispatch);
    }
}
