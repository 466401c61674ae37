package io.amsphub.routes;

import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Outbox;

/** The ways into the flow: which stage hears of what. */
public final class StageIntake implements Intake {

    private final Outbox outbox;

    /** Ways in through an outbox. */
    public StageIntake(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void uploaded(String revisionId) {
        outbox.toStage(Flow.MESH_DETECT, revisionId, revisionId);
    }

    @Override
    public void recipeGiven(String revisionId) {
        outbox.toStage(Flow.MESH_COMPOSE, revisionId, revisionId);
    }

    @Override
    public void wrapRequested(String revisionId) {
        outbox.toStage(Flow.MESH_WRAP, revisionId, revisionId);
    }

    @Override
    public void quoteRequested(String quoteId) {
        outbox.toStage(Flow.QUOTE_PRICE, quoteId, quoteId);
    }

    @Override
    public void revisionReady(String revisionId) {
        outbox.toStage(Flow.MESH_MEASURE, revisionId, revisionId);
    }

    @Override
    public void printFinished(String jobId, String correlationId) {
        outbox.toStage(Flow.PRINT_CALIBRATE, jobId, correlationId);
    }

    @Override
    public void quotationRequested(String rfqId) {
        outbox.toStage(Flow.RFQ_SEND, rfqId, rfqId);
    }

    @Override
    public void quotationAnswered(String rfqId) {
        outbox.toStage(Flow.RFQ_GATHER, rfqId, rfqId);
    }

    @Override
    public void centreInvited(String invitationId, String rfqId) {
        outbox.toStage(Flow.RFQ_TELL, invitationId, rfqId);
    }

    @Override
    public void orderPlaced(String orderId) {
        outbox.toStage(Flow.ORDER_CONFIRM, orderId, orderId);
    }

    @Override
    public void orderComplete(String orderId) {
        outbox.toStage(Flow.ORDER_DELIVER, orderId, orderId);
    }

    @Override
    public void settlementDue(String orderId) {
        outbox.toStage(Flow.ORDER_SETTLE, orderId, orderId);
    }

    @Override
    public void nestingDue(String buildId) {
        outbox.toStage(Flow.BUILD_NEST, buildId, buildId);
    }

    @Override
    public void dispatchDue(String subject, String correlationId) {
        outbox.wake(Flow.BUILD_DISPATCH, subject, correlationId);
    }

    @Override
    public void partTaken(String serial, String correlationId) {
        outbox.toStage(Flow.PART_POST_PROCESS, serial, correlationId);
    }

    @Override
    public void scanReceived(String scanId, String correlationId) {
        outbox.toStage(Flow.SCAN_EVALUATE, scanId, correlationId);
    }

    @Override
    public void partMeasured(String serial, String correlationId) {
        outbox.toStage(Flow.PART_INSPECT, serial, correlationId);
    }
}
