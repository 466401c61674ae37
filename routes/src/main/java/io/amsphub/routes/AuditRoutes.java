package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import java.util.function.IntSupplier;

/** Audit: what happened gets its place in the chain. */
public final class AuditRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 250;
    private static final int MANY = 200;

    private final IntSupplier chain;

    /**
     * Routes over the chain.
     *
     * @param chain links what waits, and returns how much that was
     */
    public AuditRoutes(Outbox outbox, IntSupplier chain) {
        super(outbox);
        this.chain = chain;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.AUDIT_CHAIN).delay(TICK_MS).greedy(true))
            .routeId(Flow.AUDIT_CHAIN)
            .routeDescription("Links events and accesses into the chain of the audit, and signs it")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.gathering(TICK_MS, MANY, chain));
    }
}
