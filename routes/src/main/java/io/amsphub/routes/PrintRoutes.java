package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.ReportBatch;

/** Print: what machines report, in canonical words, moves jobs and parts. */
public final class PrintRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 5;

    private final ReportBatch reports;

    /** A route over the step that takes reports in. */
    public PrintRoutes(Outbox outbox, ReportBatch reports) {
        super(outbox);
        this.reports = reports;
    }

    @Override
    public void configure() {
        // One reader keeps each machine's reports in order; a batch is one transaction.
        from(scheduler(Flow.BUILD_TRACK).delay(TICK_MS).greedy(true))
            .routeId(Flow.BUILD_TRACK)
            .routeDescription("Takes in what machines report")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(new Greedy(reports::take));
    }
}
