package io.amsphub.processors.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a machine works with, beside its build volume and its feedstock.
 *
 * @param nozzleMm bore of the nozzle, mm; null where there is none
 * @param spotMm diameter of the laser or electron beam on the powder, or edge of a light engine's pixel,
 *     mm; null where there is none
 * @param limits what it cannot do
 */
public record Equipment(@Nullable Double nozzleMm, @Nullable Double spotMm, List<Limit> limits) {

    /** Nothing is known, and nothing excluded. */
    public static final Equipment UNKNOWN = new Equipment(null, null, List.of());

    /** Copies the list. */
    public Equipment {
        limits = List.copyOf(limits);
    }

    /** Returns whether something is beyond it. */
    public boolean cannot(Limit limit) {
        return limits.contains(limit);
    }
}
