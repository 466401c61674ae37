package io.amsphub.processors.quote;

import java.util.List;

/**
 * What building one part takes, before calibration: measured from its layers, or worked out from parameters.
 *
 * @param method {@code LAYERS} when layers were measured, {@code PARAMETERS} when only size, volume and area are known
 * @param printTimeS the part's share of machine time, s; in a process that builds several parts at once, of a full build
 * @param aloneTimeS the time of a build that holds this part alone, s
 * @param perBuild how many such parts one build holds
 * @param feedstockMm3 feedstock in the part and its supports, mm³; waste not counted
 * @param supportMm3 the part of it that is support, mm³
 * @param layers number of layers
 * @param features where the time goes, the longest first; empty when it is not told apart
 */
public record BuildFigures(
        String method,
        double printTimeS,
        double aloneTimeS,
        int perBuild,
        double feedstockMm3,
        double supportMm3,
        int layers,
        List<Feature> features) {

    /** Of layers. */
    public static final String LAYERS = "LAYERS";

    /** Of parameters. */
    public static final String PARAMETERS = "PARAMETERS";

    /** Copies the features. */
    public BuildFigures {
        features = List.copyOf(features);
    }

    /**
     * The work of one feature of the paths.
     *
     * @param name for example {@code EXTERNAL_PERIMETER}
     * @param timeS seconds
     * @param lengthMm path in mm
     * @param volumeMm3 feedstock in mm³
     */
    public record Feature(String name, double timeS, double lengthMm, double volumeMm3) {}
}
