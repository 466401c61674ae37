package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.CentreTelling;
import io.amsphub.processors.step.RfqGathering;
import io.amsphub.processors.step.RfqScatter;

/** Request for quotation: scattered to AM centres, gathered until its deadline. */
public final class RfqRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 1000;

    /** AM centres that are told at a time, so that one that does not answer does not keep the others waiting. */
    private static final int TELLERS = 8;

    private final RfqScatter scatter;
    private final CentreTelling telling;
    private final RfqGathering gathering;

    /** Routes over their steps. */
    public RfqRoutes(Outbox outbox, RfqScatter scatter, CentreTelling telling, RfqGathering gathering) {
        super(outbox);
        this.scatter = scatter;
        this.telling = telling;
        this.gathering = gathering;
    }

    @Override
    public void configure() {
        from(jms(Flow.RFQ_SEND))
            .routeId(Flow.RFQ_SEND)
            .routeDescription("Sends a request for quotation to every AM centre that was invited")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(scatter, "measure")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(scatter, "send");

        from(jms(Flow.RFQ_TELL).concurrentConsumers(TELLERS))
            .routeId(Flow.RFQ_TELL)
            .routeDescription("Tells an AM centre of a request for quotation: over HTTP, by e-mail, or in its queue")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(telling, "tell")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(telling, "note");

        from(scheduler(Flow.RFQ_TELL_AGAIN).delay(TICK_MS))
            .routeId(Flow.RFQ_TELL_AGAIN)
            .routeDescription("Has AM centres that were not reached told again")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(telling, "tellDue");

        from(jms(Flow.RFQ_GATHER))
            .routeId(Flow.RFQ_GATHER)
            .routeDescription("Ends a request for quotation when nobody is left to wait for")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(gathering, "gather");

        from(scheduler(Flow.RFQ_END).delay(TICK_MS))
            .routeId(Flow.RFQ_END)
            .routeDescription("Ends requests for quotation whose deadline is over")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .transacted(TRANSACTION)
            .bean(gathering, "endDue");
    }
}
