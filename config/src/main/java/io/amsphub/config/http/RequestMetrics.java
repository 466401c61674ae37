package io.amsphub.config.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures requests to the API: {@code http_server_requests_seconds{operation,method,status,outcome}}, from the arrival of
 * the headers to the last byte of the answer. The operation is that of the contract, or {@code none}, so that paths
 * with ids in them make no series of their own. Streams of events, which last as long as somebody listens, are
 * left out.
 */
public final class RequestMetrics implements Handler<RoutingContext> {

    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final OpenApiContract contract;
    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    private record Series(String operation, String method, int status) {}

    /** Measures the operations of a contract. */
    public RequestMetrics(OpenApiContract contract, MeterRegistry registry) {
        this.contract = contract;
        this.registry = registry;
    }

    @Override
    public void handle(RoutingContext context) {
        Timer.Sample sample = Timer.start(registry);
        context.addEndHandler(ended -> {
            if (!isStream(context.response())) {
                sample.stop(timer(context));
            }
        });
        context.next();
    }

    /** Measures a request that was answered without coming past this handler. */
    void answered(String operation, String method, int status, long nanos) {
        timer(operation, method, status).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(RoutingContext context) {
        String method = context.request().method().name();
        return timer(
                contract.operation(method, context.normalizedPath()).orElse("none"),
                known(method),
                context.response().getStatusCode());
    }

    private Timer timer(String operation, String method, int status) {
        return timers.computeIfAbsent(new Series(operation, method, status), this::timer);
    }

    private Timer timer(Series series) {
        return Timer.builder("http.server.requests")
                .description("requests to the API")
                .tag("operation", series.operation())
                .tag("method", series.method())
                .tag("status", Integer.toString(series.status()))
                .tag("outcome", outcome(series.status()))
                .serviceLevelObjectives(OBJECTIVES)
                .register(registry);
    }

    /** A sender may call anything a method. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "OTHER";
        };
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }

    private static boolean isStream(HttpServerResponse response) {
        String type = response.headers().get("Content-Type");
        return type != null && type.startsWith("text/event-stream");
    }
}
