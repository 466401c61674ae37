package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.ModelCorrection;
import io.amsphub.processors.step.ModelDetection;
import io.amsphub.processors.step.ModelRecord;

/** Detect, then correct: from the bytes of a revision to a sound solid, or to a reason why not. */
public final class MeshRoutes extends StageRouteBuilder {

    private final ModelDetection detection;
    private final ModelCorrection correction;
    private final ModelRecord record;

    /** Routes over the steps of the mesh stages. */
    public MeshRoutes(Outbox outbox, ModelDetection detection, ModelCorrection correction, ModelRecord record) {
        super(outbox);
        this.detection = detection;
        this.correction = correction;
        this.record = record;
    }

    @Override
    public void configure() {
        from(jms(Flow.MESH_DETECT))
            .routeId(Flow.MESH_DETECT)
            .routeDescription("Reads an uploaded model and finds its defects")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(detection)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .setHeader(HubHeaders.OUTCOME, method(record, "detected"))
            .choice()
                .when(outcome().isEqualTo(ModelRecord.Outcome.DEFECTIVE)).bean(next(Flow.MESH_CORRECT))
                .when(outcome().isEqualTo(ModelRecord.Outcome.READY)).bean(next(Flow.MESH_MEASURE))
            .end();

        from(jms(Flow.MESH_CORRECT))
            .routeId(Flow.MESH_CORRECT)
            .routeDescription("Corrects a defective model and proves the result by detecting it again")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(correction)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .setHeader(HubHeaders.OUTCOME, method(record, "corrected"))
            .choice()
                .when(outcome().isEqualTo(ModelRecord.Outcome.READY)).bean(next(Flow.MESH_MEASURE))
            .end();
    }
}
