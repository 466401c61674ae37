package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.SizeMm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one printed item.
 *
 * @param job the job that made it
 * @param measured extents as measured, mm
 * @param nominal extents of the design, mm
 * @param toleranceMm what an extent may deviate by
 * @param deviationMm the largest deviation found
 * @param passed whether it is within tolerance
 * @param by who or what measured
 * @param at by the hub's clock
 * @param scan the scan that it rests on; null for extents
 */
public record Inspection(
        String job,
        SizeMm measured,
        SizeMm nominal,
        double toleranceMm,
        double deviationMm,
        boolean passed,
        String by,
        Instant at,
        @Nullable String scan) {}
