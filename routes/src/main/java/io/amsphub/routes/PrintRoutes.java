package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.BuildTracking;
import io.amsphub.processors.step.ReportIntake;

/** Print: what machines report, in canonical words, moves jobs and parts. */
public final class PrintRoutes extends StageRouteBuilder {

    private final ReportIntake intake;
    private final BuildTracking tracking;

    /** A route over the steps that take reports in. */
    public PrintRoutes(Outbox outbox, ReportIntake intake, BuildTracking tracking) {
        super(outbox);
        this.intake = intake;
        this.tracking = tracking;
    }

    @Override
    public void configure() {
        // Two machines never share a row but the order's; one consumer keeps each machine's reports in order.
        from(jms(Flow.REPORTS_ADDRESS + "::" + Flow.REPORTS_QUEUE))
            .routeId(Flow.BUILD_TRACK)
            .routeDescription("Takes in what machines report")
            .routeConfigurationId(ErrorPolicies.REJECT_INVALID)
            .process(DeviceMessage.INSTANCE)
            .bean(intake, "read(${header.HubTopic}, ${body})")
            .transacted(TRANSACTION)
            .bean(tracking, "track");
    }
}
