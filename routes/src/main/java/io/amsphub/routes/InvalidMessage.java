package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a message that is invalid by its content, with the reason. The same content is kept once, so
 * that a machine that repeats itself does not fill the store.
 */
final class InvalidMessage implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(InvalidMessage.class);
    private static final int BODY_KEPT = 8192;

    private final DeadLetters deadLetters;

    InvalidMessage(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void process(Exchange exchange) {
        HubException cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HubException.class);
        String eventId = exchange.getMessage().getHeader(HubHeaders.EVENT_ID, "", String.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String text = body == null
                ? ""
                : new String(body, 0, Math.min(body.length, BODY_KEPT), StandardCharsets.UTF_8).replace("\0", "\uFFFD");
        LOG.warn("{} set a message aside: {}", exchange.getFromRouteId(), cause.getMessage());
        deadLetters.keepNow(new DeadLetters.DeadLetter(
                "inv_" + eventId,
                exchange.getMessage().getHeader(DeviceMessage.TOPIC, "", String.class),
                eventId,
                "",
                text,
                cause.getMessage() + " Remedy: " + cause.problem().remedy(),
                1,
                Instant.now(),
                null,
                null));
    }
}
