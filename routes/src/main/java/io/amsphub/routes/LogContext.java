package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.MDC;

/** Puts the correlation id of a message into the logging context, so that an order can be followed. */
final class LogContext implements Processor {

    static final LogContext INSTANCE = new LogContext();

    private static final String CORRELATION = "correlation";

    private LogContext() {}

    @Override
    public void process(Exchange exchange) {
        String correlationId = exchange.getMessage().getHeader(HubHeaders.CORRELATION_ID, String.class);
        if (correlationId == null) {
            MDC.remove(CORRELATION);
        } else {
            MDC.put(CORRELATION, correlationId);
        }
    }
}
