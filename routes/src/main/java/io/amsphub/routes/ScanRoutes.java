package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.ScanCollection;
import io.amsphub.processors.step.ScanEvaluation;
import io.amsphub.processors.step.ScanRecording;
import io.amsphub.processors.step.ScannerIntake;

/** Scan: what scanners say and send is recorded, compared with the design, and proposed to inspection. */
public final class ScanRoutes extends StageRouteBuilder {

    private static final int TICK_MS = 2000;

    private final ScannerIntake intake;
    private final ScanRecording recording;
    private final ScanEvaluation evaluation;
    private final ScanCollection collection;

    /** Routes over the steps of scanning. */
    public ScanRoutes(
            Outbox outbox,
            ScannerIntake intake,
            ScanRecording recording,
            ScanEvaluation evaluation,
            ScanCollection collection) {
        super(outbox);
        this.intake = intake;
        this.recording = recording;
        this.evaluation = evaluation;
        this.collection = collection;
    }

    @Override
    public void configure() {
        from(jms(Flow.SCANNERS_ADDRESS + "::" + Flow.SCANNERS_QUEUE))
            .routeId(Flow.SCAN_RECORD)
            .routeDescription("Takes in what scanners say")
            .routeConfigurationId(ErrorPolicies.REJECT_INVALID)
            .process(DeviceMessage.INSTANCE)
            .bean(intake, "read(${header.HubTopic}, ${body})")
            .transacted(TRANSACTION)
            .bean(recording, "take");

        from(jms(Flow.SCAN_EVALUATE))
            .routeId(Flow.SCAN_EVALUATE)
            .routeDescription("Compares a scan with the design of its part")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(evaluation, "compare")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(evaluation, "record");

        from(scheduler(Flow.SCAN_COLLECT).delay(TICK_MS))
            .routeId(Flow.SCAN_COLLECT)
            .routeDescription("Takes files out of drop folders, and ends requests that nobody answered")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(collection, "collect");
    }
}
