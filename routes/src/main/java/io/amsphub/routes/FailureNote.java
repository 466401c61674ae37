package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes why an attempt at a message failed, outside the transaction that is being undone, so that the
 * reason is known when the broker gives up.
 */
final class FailureNote implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(FailureNote.class);

    private final DeadLetters deadLetters;

    FailureNote(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String eventId = exchange.getMessage().getHeader(HubHeaders.EVENT_ID, String.class);
        Integer attempt = exchange.getMessage().getHeader("JMSXDeliveryCount", Integer.class);
        if (cause instanceof HubException refusal && refusal.failureCode() == FailureCode.CONCURRENT_CHANGE) {
            LOG.debug("{} collided on {} (attempt {})", exchange.getFromRouteId(), eventId, attempt, cause);
        } else {
            LOG.warn("{} failed on {} (attempt {})", exchange.getFromRouteId(), eventId, attempt, cause);
        }
        if (eventId != null) {
            note(eventId, cause);
        }
    }

    private void note(String eventId, Exception cause) {
        try {
            deadLetters.note(eventId, String.valueOf(cause));
        } catch (DatabaseAwayException e) {
            LOG.info("the reason why {} failed is in this log only: {}", eventId, e.getMessage());
        }
    }
}
