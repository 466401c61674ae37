package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Headers that every response carries: no sniffing, no framing, nothing from other origins; and, with a certificate that
 * was given, over TLS only from then on (RFC 6797).
 */
final class SecurityHeaders implements Handler<RoutingContext> {

    private static final CharSequence SNIFFING = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFFING = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAMES = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence CONTENT = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence OWN_CONTENT = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    private final boolean strictTransport;

    SecurityHeaders(boolean strictTransport) {
        this.strictTransport = strictTransport;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        if (!headers.contains(SNIFFING)) {
            add(headers);
        }
        context.next();
    }

    /** Adds them to the headers of a response that has none of them. */
    void add(MultiMap headers) {
        headers.add(SNIFFING, NO_SNIFFING);
        headers.add(FRAMES, DENY);
        headers.add(REFERRER, NO_REFERRER);
        headers.add(CONTENT, OWN_CONTENT);
        if (strictTransport) {
            headers.add(TRANSPORT, A_YEAR);
        }
    }
}
