package io.amsphub.routes;

import io.amsphub.processors.port.Outbox;
import java.time.Duration;

/** Retention: what has reached its age is removed. */
public final class RetentionRoutes extends StageRouteBuilder {

    /** After a start, messages that were handled before it may come once more: until then their ids stay. */
    private static final long SETTLED_MS = Duration.ofMinutes(10).toMillis();

    private final Runnable rows;
    private final Runnable files;
    private final Duration rowsEvery;
    private final Duration filesEvery;

    /**
     * Routes over the purge.
     *
     * @param rows removes rows that have reached their age
     * @param files removes uploads, files for machines and contents that have reached their age
     */
    public RetentionRoutes(
            Outbox outbox, Runnable rows, Runnable files, Duration rowsEvery, Duration filesEvery) {
        super(outbox);
        this.rows = rows;
        this.files = files;
        this.rowsEvery = rowsEvery;
        this.filesEvery = filesEvery;
    }

    @Override
    public void configure() {
        from(scheduler(Flow.ROWS_PURGE).initialDelay(first(rowsEvery)).delay(rowsEvery.toMillis()))
            .routeId(Flow.ROWS_PURGE)
            .routeDescription("Removes rows that have reached their age, in batches")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(rows, "run");

        from(scheduler(Flow.FILES_PURGE).initialDelay(first(filesEvery)).delay(filesEvery.toMillis()))
            .routeId(Flow.FILES_PURGE)
            .routeDescription("Removes uploads that nobody goes on with, and contents that nothing refers to")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(files, "run");
    }

    private static long first(Duration every) {
        return Math.min(SETTLED_MS, every.toMillis());
    }
}
