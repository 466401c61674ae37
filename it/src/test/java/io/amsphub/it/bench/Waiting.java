package io.amsphub.it.bench;

import static org.awaitility.Awaitility.await;

import io.amsphub.it.system.HubInside;
import io.amsphub.it.system.RunningHub;
import io.amsphub.routes.Flow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Waits until a hub, or a partner, has done what it was given. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Waiting() {}

    /** Waits until no message waits in any queue of a hub, and no order waits to be confirmed. */
    static void untilSettled(RunningHub hub) throws IOException {
        var client = hub.client();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofMillis(1200))
                .until(() -> RunningHub.ok(client.get("/orders?limit=1&state=CREATED"))
                                .path("items")
                                .isEmpty()
                        && queued(hub, "") == 0);
    }

    /** Waits until a hub has taken in all reports of machines, and so many in all since it began. */
    static void untilHeard(HubInside hub, long reports) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hub.came(Flow.REPORTS_QUEUE) >= reports && hub.waiting(Flow.REPORTS_QUEUE) == 0);
    }

    /** Waits until the hub has confirmed and settled all orders that were placed, though machines go on. */
    static void untilConfirmed(RunningHub hub) {
        untilNone(hub, "{queue=\"order-");
    }

    /** What the metrics say of queues may be a second old. */
    private static void untilNone(RunningHub hub, String which) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofMillis(1200))
                .until(() -> queued(hub, which) == 0);
    }

    /** Waits until a partner has heard so many reports. */
    static void untilHeard(int port, long reports) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> heard(port) >= reports);
    }

    /** Waits until a partner answers. */
    static void untilUp(int port) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(Waiting::refused).until(() -> heard(port) >= 0);
    }

    private static boolean refused(Throwable failure) {
        return failure instanceof UncheckedIOException wrapped && wrapped.getCause() instanceof ConnectException;
    }

    /** Returns how many reports a partner has heard; 0 when it counts none. */
    static long heard(int port) {
        String said = get(URI.create("http://127.0.0.1:" + port + "/"));
        return said.matches("\\d+") ? Long.parseLong(said) : 0;
    }

    private static double queued(RunningHub hub, String which) {
        return get(hub.managementUrl().resolve("/observe/metrics"))
                .lines()
                .filter(line -> line.startsWith("hub_queue_messages" + which))
                .filter(line -> !line.contains("dead-letter"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String get(URI address) {
        try {
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
