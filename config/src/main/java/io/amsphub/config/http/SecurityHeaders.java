package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Headers that every response carries: no sniffing, no framing, nothing from other origins; and, with a certificate that
 * was given, over TLS only from then on (RFC 6797).
 */
final class SecurityHeaders implements Handler<RoutingContext> {

    private static final String A_YEAR = "max-age=31536000";

    private final boolean strictTransport;

    SecurityHeaders(boolean strictTransport) {
        this.strictTransport = strictTransport;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                        + " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'");
        if (strictTransport) {
            headers.set("Strict-Transport-Security", A_YEAR);
        }
        context.next();
    }
}
