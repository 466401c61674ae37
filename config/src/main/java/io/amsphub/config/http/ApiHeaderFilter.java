package io.amsphub.config.http;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no header and no query parameter of a client become a header of a message, because headers
 * steer components; the API reads them from the request itself. Only the trace that the client is in passes (W3C Trace
 * Context). On the way out everything passes that is not Camel's own; the length is the server's to say.
 */
public final class ApiHeaderFilter implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return name.startsWith("Camel")
                || name.startsWith("org.apache.camel")
                || name.equalsIgnoreCase("Content-Length")
                || ofTrace(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !ofTrace(name);
    }

    private static boolean ofTrace(String name) {
        return name.equalsIgnoreCase("traceparent") || name.equalsIgnoreCase("tracestate");
    }
}
