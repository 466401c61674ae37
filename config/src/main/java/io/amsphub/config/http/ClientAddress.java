package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Which address a request comes from. Only behind a proxy is it what the proxy says in {@code X-Forwarded-For}: the last
 * entry, which is the one that the proxy itself wrote. Without a proxy the header is dropped before anybody reads it.
 */
final class ClientAddress implements Handler<RoutingContext> {

    /** By what protocol the proxy was reached. */
    static final String PROTO = "X-Forwarded-Proto";

    private static final String FORWARDED = "X-Forwarded-For";

    private final boolean behindProxy;

    ClientAddress(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!behindProxy) {
            context.request().headers().remove(FORWARDED).remove(PROTO);
        }
        context.next();
    }

    /** Returns the address of the sender of a request that came past this handler. */
    static String of(HttpServerRequest request) {
        String forwarded = request.getHeader(FORWARDED);
        if (forwarded != null) {
            return forwarded.substring(forwarded.lastIndexOf(',') + 1).trim();
        }
        SocketAddress remote = request.remoteAddress();
        return remote == null ? "" : remote.hostAddress();
    }
}
