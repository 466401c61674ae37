package io.amsphub.routes;

import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Outbox;

/** Hands what a route works on to the next stage, through the outbox of the route's transaction. */
public final class Handover {

    private final Outbox outbox;
    private final String stage;
    private final boolean wholeOrder;

    private Handover(Outbox outbox, String stage, boolean wholeOrder) {
        this.outbox = outbox;
        this.stage = stage;
        this.wholeOrder = wholeOrder;
    }

    /** Hands on the same subject. */
    static Handover to(Outbox outbox, String stage) {
        return new Handover(outbox, stage, false);
    }

    /** Hands on the order that the subject belongs to. */
    static Handover orderTo(Outbox outbox, String stage) {
        return new Handover(outbox, stage, true);
    }

    /** Hands over. */
    public void handOver(StageSubject subject) {
        outbox.toStage(stage, wholeOrder ? subject.correlationId() : subject.subject(), subject.correlationId());
    }
}
