package io.amsphub.config.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server refuses before the API hears of it, gathered for the audit: of each kind and address one entry says how
 * many there were in a while, so that a flood of requests is no flood of entries.
 */
public final class HttpRefusals implements Handler<RoutingContext> {

    /** Where entries are kept. */
    @FunctionalInterface
    public interface Entries {

        /** Notes a refusal; on a thread that may wait. */
        void refused(String action, String address, String detail);
    }

    /** What is refused. */
    enum Kind {
        SLOW("http.SLOW", "slow connections were cut off"),
        MALFORMED("http.MALFORMED", "requests that are not HTTP as it should be"),
        NOT_SERVED("http.NOT_SERVED", "requests for what is not served"),
        FOREIGN_ORIGIN("http.FOREIGN_ORIGIN", "requests of pages of another site"),
        WEBSOCKET("http.WEBSOCKET", "requests for a WebSocket"),
        STEERING("http.STEERING", "requests with headers or parameters that are Camel's own, which were dropped");

        private final String action;
        private final String what;

        Kind(String action, String what) {
            this.action = action;
            this.what = what;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpRefusals.class);
    private static final String KEY = HttpRefusals.class.getName();
    private static final int MOST = 1000;
    private static final String CAMEL = "Camel";
    private static final String OTHERS = "others";

    private final Vertx vertx;
    private final Duration each;
    private final Entries entries;
    private Map<Refused, Integer> gathered = new HashMap<>();

    private record Refused(Kind kind, String address) {}

    /**
     * Gathers for a store of entries.
     *
     * @param each how long
     */
    HttpRefusals(Vertx vertx, Duration each, Entries entries) {
        this.vertx = vertx;
        this.each = each;
        this.entries = entries;
    }

    /** Begins to write down. */
    void start() {
        vertx.setPeriodic(each.toMillis(), tick -> write());
    }

    /** Lets whoever answers the request note a refusal. */
    @Override
    public void handle(RoutingContext context) {
        context.put(KEY, this);
        HttpServerRequest request = context.request();
        MultiMap parameters;
        try {
            parameters = request.params();
        } catch (IllegalArgumentException e) { // an escape that is none, such as %zz
            ProblemPage.MALFORMED.handle(context);
            return;
        }
        if (isCamels(request.headers()) || isCamels(parameters)) {
            note(context, Kind.STEERING);
        }
        context.next();
    }

    private static boolean isCamels(MultiMap names) {
        return names.names().stream().anyMatch(name -> name.regionMatches(true, 0, CAMEL, 0, CAMEL.length()));
    }

    /** Notes the refusal of a request that came past this handler. */
    static void note(RoutingContext context, Kind kind) {
        HttpRefusals refusals = context.get(KEY);
        refusals.note(kind, ClientAddress.of(context.request()), 1);
    }

    /** A connection that was opened: what comes over it may not be HTTP at all. */
    void opened(HttpConnection connection) {
        connection.exceptionHandler(e -> {
            if (e instanceof IllegalArgumentException || e instanceof DecoderException) {
                note(Kind.MALFORMED, connection.remoteAddress().hostAddress(), 1);
            }
        });
    }

    /** Answers a request that is not HTTP, and notes it. */
    void malformed(HttpServerRequest request) {
        note(Kind.MALFORMED, request.remoteAddress().hostAddress(), 1);
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    /** Notes refusals of an address. */
    synchronized void note(Kind kind, String address, int count) {
        Refused refused = new Refused(kind, address);
        boolean full = gathered.size() >= MOST && !gathered.containsKey(refused);
        gathered.merge(full ? new Refused(kind, OTHERS) : refused, count, Integer::sum);
    }

    private synchronized Map<Refused, Integer> take() {
        Map<Refused, Integer> taken = gathered;
        gathered = new HashMap<>();
        return taken;
    }

    private void write() {
        Map<Refused, Integer> taken = take();
        if (!taken.isEmpty()) {
            vertx.executeBlocking(() -> {
                        taken.forEach((refused, count) ->
                                entries.refused(refused.kind.action, refused.address, count + " " + refused.kind.what));
                        return taken.size();
                    })
                    .onFailure(e -> LOG.warn("what was refused is not in the audit: {}", taken, e));
        }
    }
}
