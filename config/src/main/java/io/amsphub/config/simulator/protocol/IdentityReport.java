package io.amsphub.config.simulator.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code report/identity}, retained: what the machine is and can do.
 *
 * @param schema {@link Native#SCHEMA}
 * @param boot made at power-on
 * @param seq number of this report within the boot
 * @param manufacturer who made it
 * @param model its type
 * @param serial its number
 * @param firmware version of its software
 * @param processCategory of ISO/ASTM 52900: MEX, VPP, PBF, ...
 * @param buildVolumeMm the largest part
 * @param materials feedstocks that are loaded
 * @param nozzleMm bore of the nozzle, where there is one
 * @param commands verbs that it obeys
 */
public record IdentityReport(
        String schema,
        String boot,
        long seq,
        String manufacturer,
        String model,
        String serial,
        String firmware,
        String processCategory,
        SizeMm buildVolumeMm,
        List<String> materials,
        @Nullable Double nozzleMm,
        List<String> commands) {}
