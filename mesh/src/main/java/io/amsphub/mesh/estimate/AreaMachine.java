package io.amsphub.mesh.estimate;

import java.util.Locale;

/**
 * The figures of a machine that builds by area and height: vat photopolymerization, powder bed fusion and
 * binder jetting (ISO/ASTM 52900). Layer time is a constant, plus area over the rate at which area is
 * covered, plus contour over contour speed; a machine that exposes or prints a layer at once has a rate of 0,
 * which means "at once".
 *
 * @param process the category
 * @param layerMm layer height in mm
 * @param layerS time of each layer whatever is in it: recoating, tilt, exposure of a whole layer, s
 * @param firstLayers number of first layers that take longer
 * @param firstLayerExtraS how much longer each of them takes, s
 * @param areaRateMm2S hatch distance times scan speed, mm²/s; 0 for all at once
 * @param contourSpeedMmS speed along contours, mm/s; 0 when contours take no time of their own
 * @param setupS time before the first and after the last layer: heating, filling, cooling, s
 * @param platformMm2 area of the build platform in mm², for sharing
 * @param heightMm height of the build volume in mm
 * @param packing the share of the platform that a nested build covers with the boxes of parts
 * @param waste feedstock lost a mm³ of part: uncured resin, powder that is not used again
 * @param source where the figures are from
 */
public record AreaMachine(
        Category process,
        double layerMm,
        double layerS,
        int firstLayers,
        double firstLayerExtraS,
        double areaRateMm2S,
        double contourSpeedMmS,
        double setupS,
        double platformMm2,
        double heightMm,
        double packing,
        double waste,
        String source) {

    /** The process categories that build by area and height. */
    public enum Category {
        /** Vat photopolymerization. */
        VPP,
        /** Powder bed fusion. */
        PBF,
        /** Binder jetting. */
        BJT
    }

    /** A vat machine with a mask display: a layer is exposed at once, then the vat tilts. */
    public static final AreaMachine VAT_MASK = new AreaMachine(
            Category.VPP,
            0.05,
            10 + 8,
            10,
            2.5,
            0,
            0,
            0,
            120 * 68.0,
            150,
            1,
            0.05,
            "times: PrusaSlicer 2.5.0 SLA defaults (exposure 10 s, initial 15 s, 10 faded layers: 2.5 s more on average, slow tilt 8 s) and display 120 x 68 mm; height and waste: assumed");

    /** A laser on a bed of polymer powder; orders of magnitude, to be calibrated from finished builds. */
    public static final AreaMachine POLYMER_POWDER_BED = new AreaMachine(
            Category.PBF,
            0.12,
            12,
            0,
            0,
            1500,
            3000,
            4 * 3600.0,
            330 * 330.0,
            600,
            0.5,
            0.5,
            "assumed, order of magnitude: recoating 12 s, hatch 0.25 mm at 6 m/s, 330 x 330 x 600 mm, half of the unsintered powder of the part's volume not used again; calibrate from finished builds");

    /** A binder jetting machine: every layer is one pass whatever is in it; to be calibrated from finished builds. */
    public static final AreaMachine BINDER_JET = new AreaMachine(
            Category.BJT,
            0.08,
            15,
            0,
            0,
            0,
            0,
            2 * 3600.0,
            400 * 250.0,
            250,
            0.5,
            0.1,
            "assumed, order of magnitude: 15 s a layer, 400 x 250 x 250 mm; calibrate from finished builds");

    /** Checks that no figure is negative and that layers, platform and packing are not 0. */
    public AreaMachine {
        boolean positive = layerMm > 0 && platformMm2 > 0 && heightMm > 0 && packing > 0 && packing <= 1;
        boolean rest = layerS >= 0
                && firstLayers >= 0
                && firstLayerExtraS >= 0
                && areaRateMm2S >= 0
                && contourSpeedMmS >= 0
                && setupS >= 0
                && waste >= 0;
        if (!positive || !rest) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a %s machine has a figure that cannot be", process));
        }
    }
}
