package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.SizeMm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated machine is built and how well it works.
 *
 * @param processCategory of ISO/ASTM 52900: MEX, VPP, PBF, ...
 * @param buildVolumeMm the largest part
 * @param materials feedstocks that are loaded
 * @param speed simulated seconds per second
 * @param failureRate share of prints that fail, 0 to 1
 * @param dimensionErrorMm standard deviation of each dimension of a good part
 * @param rejectRate share of finished parts that are visibly wrong in one dimension, 0 to 1
 * @param harvestAfter when the harvester clears the platform after a job has ended; null without a harvester
 * @param progressSteps into how many steps a print is divided, each but the last with a progress report
 */
public record MachineSpec(
        String processCategory,
        SizeMm buildVolumeMm,
        List<String> materials,
        double speed,
        double failureRate,
        double dimensionErrorMm,
        double rejectRate,
        @Nullable Duration harvestAfter,
        int progressSteps) {

    /** Refuses figures that make no sense, with {@link IllegalArgumentException}. */
    public MachineSpec {
        require(speed > 0 && Double.isFinite(speed), "speed must be above 0");
        require(failureRate >= 0 && failureRate <= 1, "failureRate must be from 0 to 1");
        require(rejectRate >= 0 && rejectRate <= 1, "rejectRate must be from 0 to 1");
        require(dimensionErrorMm >= 0 && Double.isFinite(dimensionErrorMm), "dimensionErrorMm must not be negative");
        require(progressSteps >= 1 && progressSteps <= 10, "progressReports must be from 1 to 10");
        materials = List.copyOf(materials);
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new IllegalArgumentException(what);
        }
    }
}
