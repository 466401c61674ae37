package io.amsphub.processors.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance and calibration of a machine.
 *
 * @param maintenanceDue from when on no job may go to it until it was maintained; null for no date
 * @param calibratedAt when it was last calibrated
 * @param calibrationDue from when on no job may go to it until it was calibrated; null for no date
 * @param windows maintenance that is planned
 */
public record Upkeep(
        @Nullable Instant maintenanceDue,
        @Nullable Instant calibratedAt,
        @Nullable Instant calibrationDue,
        List<MaintenanceWindow> windows) {

    /** No dates. */
    public static final Upkeep NONE = new Upkeep(null, null, null, List.of());

    /** Copies the list; a record of an older hub has no windows. */
    public Upkeep {
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    /** Returns why no job may go to the machine now, or null when nothing is due. */
    public @Nullable String due(Instant now) {
        if (maintenanceDue != null && !maintenanceDue.isAfter(now)) {
            return "maintenance is due since " + maintenanceDue;
        }
        if (calibrationDue != null && !calibrationDue.isAfter(now)) {
            return "calibration is due since " + calibrationDue;
        }
        return null;
    }

    /** Returns which planned maintenance a job that begins now would reach into, or null. */
    public @Nullable MaintenanceWindow inTheWay(Instant now, Duration lasting) {
        Instant end = now.plus(lasting).plusMillis(1);
        return windows.stream()
                .filter(window -> window.meets(now, end))
                .min(Comparator.comparing(MaintenanceWindow::from))
                .orElse(null);
    }
}
