package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets slicers that can be told a host and nothing else find the interface for them: {@code /api/version} is
 * answered as {@code /octoprint/api/version}. The hub's own API, under {@code /api/v1}, is passed on.
 */
public final class SlicerFront implements Handler<RoutingContext> {

    private static final String OWN = "/api/v1";

    /** A front before all of {@code /api}. */
    public SlicerFront() {}

    @Override
    public void handle(RoutingContext context) {
        String path = context.request().path();
        if (path.equals(OWN) || path.startsWith(OWN + "/")) {
            context.next();
        } else {
            context.reroute("/octoprint" + path);
        }
    }
}
