package io.amsphub.mesh.estimate;

import java.util.HashMap;
import java.util.Map;

/** What PrusaSlicer 2.5.0 takes for a setting that a configuration does not have; read from its own output. */
final class PrusaDefaults {

    static final Map<String, String> VALUES = parse("""
            bottom_solid_layers = 3
            bridge_acceleration = 0
            bridge_flow_ratio = 1
            bridge_speed = 60
            brim_width = 0
            brim_separation = 0
            brim_type = outer_only
            cooling = 1
            default_acceleration = 0
            deretract_speed = 0
            external_perimeter_extrusion_width = 0
            external_perimeter_speed = 50%
            extrusion_multiplier = 1
            extrusion_width = 0
            filament_density = 0
            filament_diameter = 1.75
            filament_max_volumetric_speed = 0
            fill_angle = 45
            fill_density = 20%
            fill_pattern = stars
            first_layer_acceleration = 0
            first_layer_extrusion_width = 200%
            first_layer_height = 0.35
            first_layer_speed = 30
            gap_fill_speed = 20
            gcode_resolution = 0.0125
            infill_acceleration = 0
            infill_anchor = 600%
            infill_anchor_max = 50
            infill_extrusion_width = 0
            infill_overlap = 25%
            infill_speed = 80
            layer_height = 0.3
            machine_limits_usage = time_estimate_only
            machine_max_acceleration_e = 10000
            machine_max_acceleration_extruding = 1500
            machine_max_acceleration_retracting = 1500
            machine_max_acceleration_x = 9000
            machine_max_acceleration_y = 9000
            machine_max_acceleration_z = 500
            machine_max_feedrate_e = 120
            machine_max_feedrate_x = 500
            machine_max_feedrate_y = 500
            machine_max_feedrate_z = 12
            machine_max_jerk_e = 2.5
            machine_max_jerk_x = 10
            machine_max_jerk_y = 10
            machine_max_jerk_z = 0.2
            max_print_speed = 80
            max_volumetric_speed = 0
            min_bead_width = 85%
            min_feature_size = 25%
            min_print_speed = 10
            min_skirt_length = 0
            nozzle_diameter = 0.4
            overhangs = 1
            perimeter_acceleration = 0
            perimeter_extrusion_width = 0
            perimeter_speed = 60
            perimeters = 3
            raft_first_layer_density = 90%
            retract_before_travel = 2
            retract_layer_change = 0
            retract_length = 2
            retract_lift = 0
            retract_restart_extra = 0
            retract_speed = 40
            skirt_distance = 6
            skirt_height = 1
            skirts = 1
            slowdown_below_layer_time = 5
            small_perimeter_speed = 15
            solid_infill_below_area = 70
            solid_infill_every_layers = 0
            solid_infill_extrusion_width = 0
            solid_infill_speed = 20
            spiral_vase = 0
            support_material = 0
            support_material_buildplate_only = 0
            support_material_contact_distance = 0.2
            support_material_extrusion_width = 0
            support_material_interface_layers = 3
            support_material_interface_spacing = 0
            support_material_interface_speed = 100%
            support_material_spacing = 2.5
            support_material_speed = 60
            support_material_threshold = 0
            support_material_with_sheath = 1
            support_material_xy_spacing = 50%
            thick_bridges = 1
            top_infill_extrusion_width = 0
            top_solid_infill_speed = 15
            top_solid_layers = 3
            travel_speed = 130
            travel_speed_z = 0
            """);

    private PrusaDefaults() {}

    private static Map<String, String> parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int at = line.indexOf('=');
            values.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        }
        return Map.copyOf(values);
    }
}
