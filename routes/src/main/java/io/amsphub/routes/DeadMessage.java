package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.DeadLetters;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Keeps a message that the broker gave up on, with the reason of its last attempt. */
final class DeadMessage implements Processor {

    private static final String ORIGINAL_QUEUE = "_AMQ_ORIG_QUEUE";

    private final DeadLetters deadLetters;

    DeadMessage(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String eventId = message.getHeader(HubHeaders.EVENT_ID, Ids.next("msg"), String.class);
        deadLetters.keep(new DeadLetters.DeadLetter(
                Ids.next("dlq"),
                message.getHeader(ORIGINAL_QUEUE, "unknown", String.class),
                eventId,
                message.getHeader(HubHeaders.CORRELATION_ID, "", String.class),
                body(message),
                deadLetters.lastReason(eventId).orElse("the reason was not noted"),
                message.getHeader("JMSXDeliveryCount", 0, Integer.class),
                Instant.now(),
                null,
                null,
                null));
    }

    /** Returns the payload as text that any database takes. */
    private static String body(Message message) {
        String body = message.getBody(String.class);
        return body == null ? "" : body.replace("\0", "\uFFFD");
    }
}
