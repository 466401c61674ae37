package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.PostProcessing;

/** Post-process: a part along its process plan. */
public final class PostProcessRoutes extends StageRouteBuilder {

    private final PostProcessing postProcessing;

    /** A route over its step. */
    public PostProcessRoutes(Outbox outbox, PostProcessing postProcessing) {
        super(outbox);
        this.postProcessing = postProcessing;
    }

    @Override
    public void configure() {
        from(jms(Flow.PART_POST_PROCESS))
            .routeId(Flow.PART_POST_PROCESS)
            .routeDescription("Takes a part along its process plan")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .setHeader(HubHeaders.OUTCOME, method(postProcessing))
            .choice()
                .when(outcome().isEqualTo(PostProcessing.Outcome.DONE)).bean(next(Flow.PART_INSPECT))
            .end();
    }
}
