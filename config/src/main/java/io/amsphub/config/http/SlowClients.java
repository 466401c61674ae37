package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that keep a connection busy with next to nothing: whose first request has no whole head after {@link
 * #HEAD_S} seconds, who ask nothing more for {@link #IDLE_S}, or whose body brings fewer than {@link #LEAST_BYTES} in
 * {@link #BODY_S}. A time-out of silence does not find who sends a byte a second. Whoever waits for an answer, or reads a
 * stream, is left alone.
 */
final class SlowClients implements Handler<RoutingContext> {

    static final int HEAD_S = 15;
    static final int IDLE_S = 75;
    static final int BODY_S = 45;
    static final long LEAST_BYTES = 4500;

    private static final int CHECK_S = 3;
    private static final long NANOS = 1_000_000_000L;

    private final Map<HttpConnection, State> connections = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final HttpRefusals refusals;

    /** Looks at connections of a server. */
    SlowClients(Vertx vertx, HttpRefusals refusals) {
        this.vertx = vertx;
        this.refusals = refusals;
    }

    /** Begins to look at the clock. */
    void start() {
        vertx.setPeriodic(CHECK_S * 1000L, tick -> check(System.nanoTime()));
    }

    /** A connection that was opened. */
    void opened(HttpConnection connection) {
        connections.put(connection, new State(System.nanoTime()));
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** A request whose head has come. */
    @Override
    public void handle(RoutingContext context) {
        State state = connections.get(context.request().connection());
        if (state != null) {
            state.begin(context.request(), System.nanoTime());
            context.addEndHandler(ended -> state.end(System.nanoTime()));
        }
        context.next();
    }

    /** A request that was answered as soon as its head had come. */
    void answered(HttpConnection connection) {
        State state = connections.get(connection);
        if (state != null) {
            state.answered(System.nanoTime());
        }
    }

    private void check(long now) {
        for (Iterator<Map.Entry<HttpConnection, State>> all =
                        connections.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<HttpConnection, State> one = all.next();
            if (one.getValue().tooSlow(now)) {
                all.remove();
                one.getKey().close();
                if (one.getValue().owesSomething()) {
                    refusals.note(
                            HttpRefusals.Kind.SLOW, one.getKey().remoteAddress().hostAddress(), 1);
                }
            }
        }
    }

    /** Where a connection is. Guarded by itself: heads come on the threads of their connections. */
    private static final class State {

        private @Nullable HttpServerRequest request;
        private boolean asked;
        private long since;
        private long bytes;

        State(long now) {
            since = now;
        }

        synchronized void begin(HttpServerRequest begun, long now) {
            request = begun;
            asked = true;
            since = now;
            bytes = 0;
        }

        synchronized void answered(long now) {
            asked = true;
            end(now);
        }

        synchronized void end(long now) {
            request = null;
            since = now;
        }

        /** Whether a head or a body was begun, as far as is known: who has asked before may only have nothing to ask. */
        synchronized boolean owesSomething() {
            return !asked || request != null;
        }

        synchronized boolean tooSlow(long now) {
            HttpServerRequest current = request;
            if (current == null) {
                return now - since > (asked ? IDLE_S : HEAD_S) * NANOS;
            }
            if (current.isEnded() || now - since <= BODY_S * NANOS) {
                return false;
            }
            boolean slow = current.bytesRead() - bytes < LEAST_BYTES;
            since = now;
            bytes = current.bytesRead();
            return slow;
        }
    }
}
