package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps pages of other sites away from the API, which would come with the credentials that the browser remembers. Browsers
 * say where a request comes from in {@code Sec-Fetch-Site}, or, when they reach the hub without TLS, in {@code Origin}
 * alone. Scripts send neither. A link on another site may be followed. No WebSocket is opened either: a page of any
 * site may ask for one.
 */
final class SameSite implements Handler<RoutingContext> {

    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final boolean behindProxy;

    /**
     * Tells sites apart.
     *
     * @param behindProxy whether a proxy stands before the hub, which may say another {@code Host} than the browser did
     */
    SameSite(boolean behindProxy) {
        this.behindProxy = behindProxy;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String upgrade = request.getHeader("Upgrade");
        if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket")) {
            ProblemPage.NO_WEBSOCKET.handle(context);
        } else if (isForeign(request)) {
            ProblemPage.FOREIGN_ORIGIN.handle(context);
        } else {
            context.next();
        }
    }

    private boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            boolean followed =
                    READING.contains(request.method().name()) && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
            return !OWN.contains(site) && !followed;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !behindProxy && !isOwn(origin, String.valueOf(request.getHeader("Host")));
    }

    private static boolean isOwn(String origin, String host) {
        String own = host.toLowerCase(Locale.ROOT);
        String named = origin.toLowerCase(Locale.ROOT);
        return named.equals("http://" + own) || named.equals("https://" + own);
    }
}
