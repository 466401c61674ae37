package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Islands;
import io.amsphub.mesh.slice.Overhangs;
import io.amsphub.mesh.slice.PolygonOffset;
import io.amsphub.mesh.slice.PolygonSweep;
import io.amsphub.mesh.topology.Parallel;
import java.util.Arrays;
import java.util.List;

/**
 * Where support stands. It reaches {@link #MARGIN_MM} around each overhang, ends a contact distance below it,
 * goes down to the platform or to the part, and keeps a gap to its walls. Overhangs that lines can bridge
 * between two sides get none. Support has layers of its own, up to three quarters of a nozzle high.
 */
final class SupportPlan {

    /** How far support reaches beyond what it holds, in mm (PrusaSlicer 2.5). */
    private static final double MARGIN_MM = 1.5;

    /** Smaller overhangs hold by themselves, in mm². */
    private static final double LEAST_MM2 = 0.5;

    private final ExtrusionSettings settings;
    private final Contours[] columns;
    private final Contours[] dense;
    private final double pitch;

    private SupportPlan(int layers, ExtrusionSettings settings) {
        this.settings = settings;
        this.columns = new Contours[layers];
        this.dense = new Contours[layers];
        Arrays.fill(columns, Contours.EMPTY);
        Arrays.fill(dense, Contours.EMPTY);
        this.pitch = Math.max(settings.layerHeight, 0.75 * settings.nozzle - 0.004);
    }

    static SupportPlan of(Contours[] slices, ExtrusionSettings settings) {
        SupportPlan plan = new SupportPlan(slices.length, settings);
        if (settings.support) {
            plan.grow(slices);
        }
        return plan;
    }

    private void grow(Contours[] slices) {
        double threshold = settings.number("support_material_threshold");
        double step = threshold > 0
                ? settings.layerHeight / Math.tan(Math.toRadians(Math.min(89, threshold)))
                : settings.width(Feature.EXTERNAL_PERIMETER, false) / 2;
        List<Contours[]> contacts = Parallel.ranges(slices.length, 1, c -> new Contours[1], (out, from, to) -> {
            Contours below = from == 0 ? slices[0] : slices[from - 1];
            out[0] = contact(PolygonSweep.difference(slices[from], PolygonOffset.of(below, step)), below);
        });
        double gap = settings.numberOrShare(
                "support_material_xy_spacing", settings.width(Feature.EXTERNAL_PERIMETER, false));
        int distance =
                1 + (int) Math.round(settings.number("support_material_contact_distance") / settings.layerHeight);
        int faces =
                (int) Math.round(settings.number("support_material_interface_layers") * pitch / settings.layerHeight);
        Contours column = Contours.EMPTY;
        for (int i = slices.length - 1 - distance; i >= 0; i--) {
            Contours held = contacts.get(i + distance)[0];
            if (held.isEmpty() && column.isEmpty()) {
                continue;
            }
            Contours walls = PolygonOffset.of(slices[i], gap);
            column = PolygonSweep.difference(PolygonSweep.union(column, held), walls);
            columns[i] = column;
            for (int k = 0; k < faces && i - k >= 0 && !held.isEmpty(); k++) {
                dense[i - k] = PolygonSweep.union(dense[i - k], held);
            }
        }
        if (settings.on("support_material_buildplate_only")) {
            keepWhatStandsOnPlatform();
        }
    }

    private static Contours contact(Contours overhang, Contours below) {
        Contours held = Contours.EMPTY;
        for (Contours part : overhang.isEmpty() ? List.<Contours>of() : Islands.of(overhang)) {
            if (part.area() >= LEAST_MM2 && !Overhangs.bridged(part, below)) {
                held = held.and(part);
            }
        }
        return PolygonOffset.of(held, MARGIN_MM);
    }

    private void keepWhatStandsOnPlatform() {
        for (int i = 1; i < columns.length; i++) {
            columns[i] = PolygonSweep.intersection(columns[i], columns[i - 1]);
        }
    }

    /** The cross-section of the support in a layer. */
    Contours column(int layer) {
        return columns[layer];
    }

    /** The number of layers that are support alone, because its layers lie between those of the part. */
    int extraLayers(double topOfFirst) {
        if (pitch < settings.layerHeight + 1e-6) {
            return 0;
        }
        int count = 0;
        for (int i = 1; i < columns.length; i++) {
            count += columns[i].isEmpty() ? 0 : due(i, topOfFirst);
        }
        return count;
    }

    /** How many layers of support end in a layer of the part: none or one. */
    private int due(int layer, double topOfFirst) {
        double top = topOfFirst + layer * settings.layerHeight;
        double before = top - settings.layerHeight;
        return (int) Math.floor(top / pitch + 1e-9) - (int) Math.floor(before / pitch + 1e-9);
    }

    /** Lays the support that ends in a layer. */
    void lay(LayerPath path, int layer, double topOfFirst) {
        Contours column = columns[layer];
        if (column.isEmpty() || (layer > 0 && due(layer, topOfFirst) == 0)) {
            return;
        }
        boolean first = layer == 0;
        double height = first ? settings.firstLayerHeight : pitch;
        double spacing = settings.width(Feature.SUPPORT, first) - height * (1 - Math.PI / 4);
        Contours faces = PolygonSweep.intersection(column, dense[layer]);
        Contours body = PolygonSweep.difference(column, faces);
        double apart = first
                ? spacing / settings.numberOrShare("raft_first_layer_density", 1)
                : spacing + settings.number("support_material_spacing");
        if (settings.on("support_material_with_sheath")) {
            sheath(path, PolygonOffset.of(body, -spacing / 2), spacing * height);
            body = PolygonOffset.of(body, -spacing);
        }
        fill(path, body, apart, spacing, height, Feature.SUPPORT);
        double between = spacing + settings.number("support_material_interface_spacing");
        fill(path, faces, between, spacing, height, Feature.SUPPORT_INTERFACE);
    }

    private static void sheath(LayerPath path, Contours loops, double area) {
        for (int ring = 0; ring < loops.ringCount(); ring++) {
            path.line(Polyline.closed(loops, ring), area, Feature.SUPPORT);
        }
    }

    private static void fill(
            LayerPath path, Contours region, double apart, double spacing, double height, Feature role) {
        double angle = role == Feature.SUPPORT ? 0 : Math.PI / 2;
        Contours centre = PolygonOffset.of(region, -spacing / 2);
        for (double[] line : Hatch.zigzags(centre, angle, apart)) {
            path.line(line, spacing * height, role);
        }
    }
}
