package io.amsphub.mesh.estimate;

import java.util.Arrays;

/**
 * The settings of a material extrusion machine, resolved to mm, s and fractions. Widths and speeds follow
 * the rules of PrusaSlicer 2.5 (automatic width: 1.125 nozzles, one nozzle for top infill and support;
 * spacing of lines: width less (1 - pi/4) heights).
 */
final class ExtrusionSettings {

    private static final double ROUNDING = 1 - Math.PI / 4;

    final double layerHeight;
    final double firstLayerHeight;
    final double nozzle;
    final double filamentArea;
    final double multiplier;
    final int perimeters;
    final double density;
    final String pattern;
    final double fillAngle;
    final int topLayers;
    final int bottomLayers;
    final double solidBelowArea;
    final double overlap;
    final double anchor;
    final double anchorMax;
    final boolean overhangs;
    final boolean thickBridges;
    final double bridgeFlow;
    final boolean support;
    final double travelSpeed;
    final double travelSpeedZ;
    final double retractLength;
    final double retractSpeed;
    final double deretractSpeed;
    final double retractBefore;
    final boolean retractAtLayer;
    final double retractLift;
    final double smallPerimeterSpeed;
    final boolean cooling;
    final double leastLayerTime;
    final double leastSpeed;
    final double gapFillSpeed;
    private final double leastBeadWidth;
    final double leastFeature;

    /** Points of contours closer to a line than this are left out, in mm; the slicer's G-code resolution. */
    final double resolution;

    final MotionLimits limits;
    private final double[] width = new double[Feature.count()];
    private final double[] speed = new double[Feature.count()];
    private final double[] acceleration = new double[Feature.count()];
    private final double firstWidth;
    private final double firstAcceleration;
    private final double maxFlow;
    private final PrusaProfile profile;

    ExtrusionSettings(PrusaProfile p) {
        profile = p;
        layerHeight = positive("layer_height", p.number("layer_height"));
        firstLayerHeight = positive("first_layer_height", p.numberOrShare("first_layer_height", layerHeight));
        nozzle = positive("nozzle_diameter", p.number("nozzle_diameter"));
        double filament = positive("filament_diameter", p.number("filament_diameter"));
        filamentArea = Math.PI * filament * filament / 4;
        multiplier = p.number("extrusion_multiplier");
        perimeters = (int) p.number("perimeters");
        density = Math.max(0, Math.min(1, p.numberOrShare("fill_density", 1)));
        pattern = p.text("fill_pattern");
        fillAngle = Math.toRadians(p.number("fill_angle"));
        topLayers = (int) p.number("top_solid_layers");
        bottomLayers = (int) p.number("bottom_solid_layers");
        solidBelowArea = p.number("solid_infill_below_area");
        overhangs = p.on("overhangs");
        thickBridges = p.on("thick_bridges");
        bridgeFlow = p.number("bridge_flow_ratio");
        support = p.on("support_material");
        travelSpeed = positive("travel_speed", p.number("travel_speed"));
        double lift = p.number("travel_speed_z");
        travelSpeedZ = lift > 0 ? lift : travelSpeed;
        retractLength = p.number("retract_length");
        retractSpeed = positive("retract_speed", p.number("retract_speed"));
        double back = p.number("deretract_speed");
        deretractSpeed = back > 0 ? back : retractSpeed;
        retractBefore = p.number("retract_before_travel");
        retractAtLayer = p.on("retract_layer_change");
        retractLift = p.number("retract_lift");
        cooling = p.on("cooling");
        leastLayerTime = p.number("slowdown_below_layer_time");
        leastSpeed = positive("min_print_speed", p.number("min_print_speed"));
        gapFillSpeed = p.number("gap_fill_speed");
        leastBeadWidth = p.numberOrShare("min_bead_width", nozzle);
        leastFeature = p.numberOrShare("min_feature_size", nozzle);
        resolution = Math.max(0, p.number("gcode_resolution"));
        firstWidth = widthOf("first_layer_extrusion_width", firstLayerHeight);
        setWidths();
        overlap = p.numberOrShare("infill_overlap", spacing(Feature.PERIMETER, false));
        anchor = p.numberOrShare("infill_anchor", width[Feature.SPARSE_INFILL.index()]);
        anchorMax = p.numberOrShare("infill_anchor_max", width[Feature.SPARSE_INFILL.index()]);
        setSpeeds();
        smallPerimeterSpeed = p.numberOrShare("small_perimeter_speed", speed[Feature.PERIMETER.index()]);
        setAccelerations();
        firstAcceleration = p.number("first_layer_acceleration");
        maxFlow = leastPositive(p.number("max_volumetric_speed"), p.number("filament_max_volumetric_speed"));
        limits = limits(p);
    }

    private static double positive(String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("setting " + key + " has to be above 0: " + value);
        }
        return value;
    }

    private static double leastPositive(double a, double b) {
        if (a <= 0 || b <= 0) {
            double larger = Math.max(a, b);
            return larger > 0 ? larger : Double.POSITIVE_INFINITY;
        }
        return Math.min(a, b);
    }

    private void setWidths() {
        double general = widthOf("extrusion_width", layerHeight);
        setWidth("perimeter_extrusion_width", general, 1.125, Feature.PERIMETER);
        setWidth(
                "external_perimeter_extrusion_width",
                general,
                1.125,
                Feature.EXTERNAL_PERIMETER,
                Feature.OVERHANG_PERIMETER);
        setWidth("infill_extrusion_width", general, 1.125, Feature.SPARSE_INFILL);
        setWidth("solid_infill_extrusion_width", general, 1.125, Feature.SOLID_INFILL, Feature.GAP_FILL);
        setWidth("top_infill_extrusion_width", general, 1, Feature.TOP_SOLID_INFILL);
        setWidth("support_material_extrusion_width", general, 1, Feature.SUPPORT, Feature.SUPPORT_INTERFACE);
        setWidth("perimeter_extrusion_width", general, 1.125, Feature.SKIRT_BRIM);
        width[Feature.BRIDGE_INFILL.index()] = nozzle;
    }

    private double widthOf(String key, double height) {
        return profile.numberOrShare(key, height);
    }

    private void setWidth(String key, double general, double nozzles, Feature... features) {
        double own = widthOf(key, layerHeight);
        double chosen = own > 0 ? own : general > 0 ? general : nozzles * nozzle;
        for (Feature feature : features) {
            width[feature.index()] = Math.max(chosen, layerHeight);
        }
    }

    private void setSpeeds() {
        double perimeter = speedOf("perimeter_speed", 0);
        double solid = speedOf("solid_infill_speed", profile.number("infill_speed"));
        speed[Feature.PERIMETER.index()] = perimeter;
        speed[Feature.EXTERNAL_PERIMETER.index()] = speedOf("external_perimeter_speed", perimeter);
        speed[Feature.OVERHANG_PERIMETER.index()] = speedOf("bridge_speed", 0);
        speed[Feature.BRIDGE_INFILL.index()] = speedOf("bridge_speed", 0);
        speed[Feature.SPARSE_INFILL.index()] = speedOf("infill_speed", 0);
        speed[Feature.SOLID_INFILL.index()] = solid;
        speed[Feature.TOP_SOLID_INFILL.index()] = speedOf("top_solid_infill_speed", solid);
        speed[Feature.GAP_FILL.index()] = gapFillSpeed > 0 ? gapFillSpeed : perimeter;
        speed[Feature.SUPPORT.index()] = speedOf("support_material_speed", 0);
        speed[Feature.SUPPORT_INTERFACE.index()] =
                speedOf("support_material_interface_speed", speed[Feature.SUPPORT.index()]);
        speed[Feature.SKIRT_BRIM.index()] = speed[Feature.SUPPORT.index()];
        speed[Feature.TRAVEL.index()] = travelSpeed;
    }

    /** A speed of 0 means "as fast as the flow allows", up to the highest print speed. */
    private double speedOf(String key, double whole) {
        double own = profile.numberOrShare(key, whole);
        return own > 0 ? own : positive("max_print_speed", profile.number("max_print_speed"));
    }

    private void setAccelerations() {
        double general = profile.number("default_acceleration");
        Arrays.fill(acceleration, general > 0 ? general : profile.number("machine_max_acceleration_extruding"));
        for (Feature feature : Feature.values()) {
            String key =
                    switch (feature) {
                        case PERIMETER, EXTERNAL_PERIMETER -> "perimeter_acceleration";
                        case OVERHANG_PERIMETER, BRIDGE_INFILL -> "bridge_acceleration";
                        case SPARSE_INFILL, SOLID_INFILL, TOP_SOLID_INFILL -> "infill_acceleration";
                        default -> "default_acceleration";
                    };
            double own = profile.number(key);
            if (own > 0 && general > 0) {
                acceleration[feature.index()] = own;
            }
        }
    }

    private static MotionLimits limits(PrusaProfile p) {
        double[][] axes = new double[3][4];
        boolean unlimited = p.text("machine_limits_usage").equals("ignore");
        for (int a = 0; a < 4; a++) {
            char axis = "xyze".charAt(a);
            axes[0][a] = limit(p.number("machine_max_feedrate_" + axis), unlimited);
            axes[1][a] = limit(p.number("machine_max_acceleration_" + axis), unlimited);
            axes[2][a] = limit(p.number("machine_max_jerk_" + axis), false);
        }
        double retract = p.number("machine_max_acceleration_retracting");
        return new MotionLimits(axes[0], axes[1], axes[2], retract > 0 ? retract : 1500);
    }

    private static double limit(double value, boolean unlimited) {
        return unlimited || value <= 0 ? Double.POSITIVE_INFINITY : value;
    }

    double height(boolean firstLayer) {
        return firstLayer ? firstLayerHeight : layerHeight;
    }

    double width(Feature feature, boolean firstLayer) {
        return firstLayer && firstWidth > 0 ? firstWidth : width[feature.index()];
    }

    /** The distance of neighbouring lines; the cross-section of a line is this times the layer height. */
    double spacing(Feature feature, boolean firstLayer) {
        return Math.max(0.05, width(feature, firstLayer) - height(firstLayer) * ROUNDING);
    }

    /** The narrowest bead of a variable-width wall: the share of the usual width that is set, of the spacing. */
    double leastBead(Feature feature, boolean firstLayer) {
        return spacing(feature, firstLayer) * Math.min(1, leastBeadWidth / width(feature, firstLayer));
    }

    /** The cross-section of a thread that spans air, in mm². */
    double bridgeArea(boolean firstLayer) {
        if (!thickBridges) {
            return spacing(Feature.SOLID_INFILL, firstLayer) * height(firstLayer) * bridgeFlow;
        }
        return Math.PI * nozzle * nozzle / 4 * bridgeFlow;
    }

    double bridgeSpacing(boolean firstLayer) {
        return thickBridges ? nozzle * Math.sqrt(bridgeFlow) + 0.05 : spacing(Feature.SOLID_INFILL, firstLayer);
    }

    /** The speed of a feature with a cross-section in mm², before cooling. */
    double speed(Feature feature, boolean firstLayer, double area) {
        double chosen = speed[feature.index()];
        if (firstLayer) {
            chosen = profile.numberOrShare("first_layer_speed", chosen);
        }
        return limitedByFlow(chosen, area);
    }

    double limitedByFlow(double speed, double area) {
        return area > 0 ? Math.min(speed, maxFlow / area) : speed;
    }

    double acceleration(Feature feature, boolean firstLayer) {
        double general = acceleration[feature.index()];
        return firstLayer && firstAcceleration > 0 ? firstAcceleration : general;
    }

    double number(String key) {
        return profile.number(key);
    }

    double numberOrShare(String key, double whole) {
        return profile.numberOrShare(key, whole);
    }

    boolean on(String key) {
        return profile.on(key);
    }
}
