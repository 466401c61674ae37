package io.amsphub.routes;

import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Outbox;

/** Dead letters: what failed for good is kept with its reason until somebody deals with it. */
public final class DeadLetterRoutes extends StageRouteBuilder {

    private final DeadLetters deadLetters;

    /** A route that keeps dead letters. */
    public DeadLetterRoutes(Outbox outbox, DeadLetters deadLetters) {
        super(outbox);
        this.deadLetters = deadLetters;
    }

    @Override
    public void configure() {
        from(jms(Flow.DEAD_LETTER))
            .routeId(Flow.DEAD_LETTER_KEEP)
            .routeDescription("Keeps a message that failed for good, with its reason")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .transacted(TRANSACTION)
            .process(new DeadMessage(deadLetters));
    }
}
