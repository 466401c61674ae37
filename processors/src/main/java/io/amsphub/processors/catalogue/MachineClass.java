package io.amsphub.processors.catalogue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a kind of machine that build times are worked out from. Data, with its source; what a single
 * machine does differently is learnt from its finished jobs.
 *
 * @param id stable key, at most 40 characters
 * @param name for people
 * @param processCategory the process; MEX has {@code extrusion}, VPP, PBF and BJT have {@code area}
 * @param source where the figures are from
 * @param warmUpS seconds from the start of a job to its first move; for MEX, where each part is a job
 * @param powerW mean electrical power while building
 * @param extrusion settings by the keys of PrusaSlicer; what is missing has its defaults
 * @param area figures of a machine that builds by area and height
 */
public record MachineClass(
        String id,
        String name,
        ProcessCategory processCategory,
        String source,
        double warmUpS,
        double powerW,
        @Nullable Map<String, String> extrusion,
        @Nullable AreaBuild area) {

    private static final int ID_LENGTH = 40;

    /** Copies the settings, and checks that the figures suit the process. */
    public MachineClass {
        extrusion = extrusion == null ? null : Map.copyOf(extrusion);
        if (id.isEmpty() || id.length() > ID_LENGTH) {
            throw new IllegalArgumentException("the id of a machine class has 1 to " + ID_LENGTH + " characters");
        }
        boolean suits = processCategory == ProcessCategory.MEX
                ? extrusion != null && area == null
                : extrusion == null && area != null && processCategory.buildsByArea();
        if (!suits) {
            throw new IllegalArgumentException(
                    "machine class " + id + ": MEX takes 'extrusion', VPP, PBF and BJT take 'area', others have none");
        }
        if (!(warmUpS >= 0 && powerW >= 0)) {
            throw new IllegalArgumentException("machine class " + id + ": times and powers are not negative");
        }
    }

    /**
     * How a machine builds by area and height, and how a build is shared among parts.
     *
     * @param layerS seconds of each layer whatever is in it
     * @param firstLayers number of first layers that take longer
     * @param firstLayerExtraS how much longer each of them takes
     * @param areaRateMm2S mm² a second; 0 when a layer is exposed at once
     * @param contourSpeedMmS mm a second along contours; 0 when they take no time of their own
     * @param setupS seconds before the first and after the last layer
     * @param platformMm2 area of the platform
     * @param heightMm height of the build volume
     * @param packing share of the platform that a build covers with the boxes of parts, above 0, at most 1
     */
    public record AreaBuild(
            double layerS,
            int firstLayers,
            double firstLayerExtraS,
            double areaRateMm2S,
            double contourSpeedMmS,
            double setupS,
            double platformMm2,
            double heightMm,
            double packing) {}
}
