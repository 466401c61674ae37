package io.amsphub.processors.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance that is planned: no job may run while it lasts.
 *
 * @param from when it begins
 * @param to when it ends
 * @param what is done; null when nobody said
 */
public record MaintenanceWindow(
        Instant from, Instant to, @Nullable String what) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException when it ends before it begins
     */
    public MaintenanceWindow {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a maintenance window ends after it begins");
        }
    }

    /** Returns whether it touches what lasts from an instant to another. */
    public boolean meets(Instant start, Instant end) {
        return from.isBefore(end) && to.isAfter(start);
    }
}
