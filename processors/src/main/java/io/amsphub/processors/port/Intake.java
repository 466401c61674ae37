package io.amsphub.processors.port;

/**
 * The ways into the flow: what a caller, a timer or a device has brought about, and which stage goes
 * on with it. Each call hands over in the current unit of work (transactional outbox): the stage
 * hears of it if and only if the unit is kept.
 */
public interface Intake {

    /** All bytes of a revision are there. */
    void uploaded(String revisionId);

    /** A revision can be quoted. */
    void revisionReady(String revisionId);

    /** A machine finished a job. */
    void printFinished(String jobId, String correlationId);

    /** A request for quotation was sent out. */
    void quotationRequested(String rfqId);

    /** An AM centre has answered a request for quotation. */
    void quotationAnswered(String rfqId);

    /** An AM centre is to hear of a request for quotation. */
    void centreInvited(String invitationId, String rfqId);

    /** A revision is to be made by its recipe. */
    void recipeGiven(String revisionId);

    /** A wrap of a model that nothing else mends was asked for. */
    void wrapRequested(String revisionId);

    /** A quote was asked for. */
    void quoteRequested(String quoteId);

    /** An order was placed. */
    void orderPlaced(String orderId);

    /** Every part of an order is released, and what was not handed over can be. */
    void orderComplete(String orderId);

    /** What an order owes, or how far it is, has changed: money may have to move. */
    void settlementDue(String orderId);

    /** Places are to be found for the parts of a build. */
    void nestingDue(String buildId);

    /** A job waits, or a machine is free. */
    void dispatchDue(String subject, String correlationId);

    /** A part can go on with its process plan. */
    void partTaken(String serial, String correlationId);

    /** A scan and its file are both there. */
    void scanReceived(String scanId, String correlationId);

    /** A part can be judged. */
    void partMeasured(String serial, String correlationId);
}
