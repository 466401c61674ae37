package io.amsphub.processors.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance and calibration of a machine.
 *
 * @param maintenanceDue from when on no job may go to it until it was maintained; null for no date
 * @param calibratedAt when it was last calibrated
 * @param calibrationDue from when on no job may go to it until it was calibrated; null for no date
 */
public record Upkeep(
        @Nullable Instant maintenanceDue,
        @Nullable Instant calibratedAt,
        @Nullable Instant calibrationDue) {

    /** No dates. */
    public static final Upkeep NONE = new Upkeep(null, null, null);

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
}
