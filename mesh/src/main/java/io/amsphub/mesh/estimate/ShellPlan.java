package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.PolygonOffset;
import io.amsphub.mesh.slice.PolygonSweep;
import io.amsphub.mesh.topology.Parallel;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides where infill is solid: the stated number of layers below what is seen from above and above what
 * is seen from below, and bridges where solid infill begins over sparse infill. The rules are those of
 * PrusaSlicer 2.5 (detect surfaces, process external surfaces, discover horizontal shells, bridge over
 * infill).
 */
final class ShellPlan {

    /** How far exposed infill reaches into the rest, in mm. */
    static final double ANCHOR_MM = 3;

    /** A shell narrower than twice this many spacings is widened by as much. */
    private static final double LEAST_SHELL = 3;

    private final LayerRegions[] layers;
    private final ExtrusionSettings settings;
    private final double margin;

    /** By layer, where shells may go: what is neither top nor bottom. */
    private final Contours[] available;

    private ShellPlan(LayerRegions[] layers, ExtrusionSettings settings) {
        this.layers = layers;
        this.settings = settings;
        this.available = new Contours[layers.length];
        this.margin = settings.density > 0
                ? LEAST_SHELL * settings.width(Feature.SOLID_INFILL, false)
                : settings.width(Feature.EXTERNAL_PERIMETER, false);
    }

    /** A shell that one layer asks for in another. */
    private record Shell(int layer, Contours region) {}

    /** Returns the regions of all layers. */
    static LayerRegions[] of(Contours[] slices, ExtrusionSettings settings) {
        LayerRegions[] layers = new LayerRegions[slices.length];
        int[] like = new int[slices.length];
        for (int i = 0; i < slices.length; i++) {
            like[i] = i > 1 && slices[i].equals(slices[i - 1]) ? like[i - 1] : i;
        }
        Parallel.ranges(slices.length, 1, chunk -> layers, (all, from, to) -> {
            if (like[from] == from) {
                all[from] = new LayerRegions(from, slices[from], settings);
            }
        });
        for (int i = 0; i < slices.length; i++) {
            layers[i] = like[i] == i ? layers[i] : new LayerRegions(i, layers[like[i]]);
        }
        Parallel.ranges(slices.length, 1, chunk -> layers, (all, from, to) -> {
            Contours above = from + 1 < slices.length ? slices[from + 1] : Contours.EMPTY;
            all[from].expose(above, from > 0 ? slices[from - 1] : Contours.EMPTY, settings);
        });
        ShellPlan plan = new ShellPlan(layers, settings);
        plan.addShells();
        plan.bridgeOverSparse();
        return layers;
    }

    private void addShells() {
        Parallel.ranges(layers.length, 1, chunk -> available, (all, from, to) -> {
            all[from] = PolygonSweep.union(layers[from].internal, layers[from].solid);
        });
        List<List<Shell>> asked =
                Parallel.ranges(layers.length, 1, chunk -> new ArrayList<Shell>(), (shells, from, to) -> {
                    spread(from, -1, settings.topLayers, layers[from].exposedTop, layers[from].top, shells);
                    Contours under = PolygonSweep.union(layers[from].bridge, layers[from].bottom);
                    spread(from, 1, settings.bottomLayers, layers[from].exposedBottom, under, shells);
                });
        List<List<Contours>> wanted = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            wanted.add(new ArrayList<>());
        }
        for (List<Shell> shells : asked) {
            for (Shell shell : shells) {
                wanted.get(shell.layer()).add(shell.region());
            }
        }
        Parallel.ranges(layers.length, 1, chunk -> layers, (all, from, to) -> {
            Contours sum = Contours.EMPTY;
            for (Contours shell : wanted.get(from)) {
                sum = sum.and(shell);
            }
            if (!sum.isEmpty()) {
                all[from].addShell(PolygonSweep.positive(sum));
            }
        });
    }

    /** Follows one exposed surface into the layers behind it. */
    private void spread(int from, int step, int count, Contours exposed, Contours grown, List<Shell> shells) {
        Contours shell = PolygonSweep.union(exposed, grown);
        for (int k = 1; k < count && !shell.isEmpty(); k++) {
            int at = from + step * k;
            if (at < 0 || at >= layers.length) {
                return;
            }
            Contours found = PolygonSweep.intersection(shell, available[at]);
            if (found.isEmpty()) {
                if (settings.density == 0) {
                    return;
                }
                continue;
            }
            Contours wide = PolygonOffset.opening(found, margin);
            if (settings.density == 0) {
                found = PolygonSweep.intersection(found, wide);
                shell = found;
            } else {
                Contours narrow = PolygonSweep.difference(found, PolygonOffset.of(wide, 0.01));
                if (!narrow.isEmpty()) {
                    Contours more = PolygonSweep.intersection(PolygonOffset.of(narrow, margin), available[at]);
                    found = PolygonSweep.union(found, more);
                }
            }
            shells.add(new Shell(at, found));
        }
    }

    /** Turns solid infill over sparse infill into bridges where it is wide enough to matter. */
    private void bridgeOverSparse() {
        if (settings.density <= 0 || settings.density >= 1) {
            return;
        }
        double reach = settings.thickBridges ? settings.nozzle * Math.sqrt(settings.bridgeFlow) : settings.layerHeight;
        int depth = (int) Math.max(1, Math.round(reach / settings.layerHeight));
        double least = 3 * settings.width(Feature.BRIDGE_INFILL, false);
        List<Contours[]> bridges =
                Parallel.ranges(layers.length, 1, chunk -> new Contours[] {Contours.EMPTY}, (out, from, to) -> {
                    Contours over = from == 0 ? Contours.EMPTY : layers[from].solid;
                    for (int k = 1; k <= depth && from - k >= 0 && !over.isEmpty(); k++) {
                        over = PolygonSweep.intersection(over, layers[from - k].internal);
                    }
                    out[0] = PolygonOffset.opening(over, least);
                });
        for (int i = 0; i < layers.length; i++) {
            Contours over = bridges.get(i)[0];
            if (!over.isEmpty()) {
                layers[i].bridge = PolygonSweep.union(layers[i].bridge, over);
                layers[i].solid = PolygonSweep.difference(layers[i].solid, over);
            }
        }
    }
}
