package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** Headers that every response carries: no sniffing, no framing, nothing from other origins. */
final class SecurityHeaders implements Handler<RoutingContext> {

    static final SecurityHeaders INSTANCE = new SecurityHeaders();

    private SecurityHeaders() {}

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
        context.next();
    }
}
