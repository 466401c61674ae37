package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.port.Outbox;
import org.apache.camel.builder.ValueBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** The words that the stages of the flow are written in. */
abstract class StageRouteBuilder extends EndpointRouteBuilder {

    /** The name of the transaction policy: one database transaction for the rest of the route. */
    static final String TRANSACTION = "PROPAGATION_REQUIRED";

    /** The name of the idempotent repository: ids of handled messages, in the same transaction. */
    static final String INBOX = "hubInbox";

    private final Outbox outbox;

    StageRouteBuilder(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Hands the subject to the next stage. */
    Handover next(String stage) {
        return Handover.to(outbox, stage);
    }

    /** Hands the order that the subject belongs to, to the next stage. */
    Handover orderNext(String stage) {
        return Handover.orderTo(outbox, stage);
    }

    /** The unique id of the message. */
    ValueBuilder eventId() {
        return header(HubHeaders.EVENT_ID);
    }

    /** What the last step decided. */
    ValueBuilder outcome() {
        return header(HubHeaders.OUTCOME);
    }
}
