package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.ModelComposition;
import io.amsphub.processors.step.ModelCorrection;
import io.amsphub.processors.step.ModelDetection;
import io.amsphub.processors.step.ModelRecord;

/** Compose, detect, correct, wrap: from a recipe or an upload to a sound solid, or to a reason why not. */
public final class MeshRoutes extends StageRouteBuilder {

    private final ModelComposition composition;
    private final ModelDetection detection;
    private final ModelCorrection correction;
    private final ModelRecord record;

    /** Routes over the steps of the mesh stages. */
    public MeshRoutes(
            Outbox outbox,
            ModelComposition composition,
            ModelDetection detection,
            ModelCorrection correction,
            ModelRecord record) {
        super(outbox);
        this.composition = composition;
        this.detection = detection;
        this.correction = correction;
        this.record = record;
    }

    @Override
    public void configure() {
        from(jms(Flow.MESH_COMPOSE))
            .routeId(Flow.MESH_COMPOSE)
            .routeDescription("Makes a model by its recipe: from a template, or by an edit of an earlier revision")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(composition)
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .setHeader(HubHeaders.OUTCOME, method(record, "composed"))
            .choice()
                .when(outcome().isEqualTo(ModelRecord.Outcome.COMPOSED)).bean(next(Flow.MESH_DETECT))
            .end();

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
            .end();

        from(jms(Flow.MESH_CORRECT))
            .routeId(Flow.MESH_CORRECT)
            .routeDescription("Corrects a defective model and proves the result by detecting it again")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(correction, "correct")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(record, "corrected");

        from(jms(Flow.MESH_WRAP))
            .routeId(Flow.MESH_WRAP)
            .routeDescription("Wraps a model that nothing else mends, because a person has asked")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .bean(correction, "wrap")
            .transacted(TRANSACTION)
            .idempotentConsumer(eventId()).idempotentRepository(INBOX)
            .bean(record, "corrected");
    }
}
