package io.amsphub.mesh.estimate;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.LayerHeights;
import io.amsphub.mesh.slice.MeshSlicer;
import io.amsphub.mesh.slice.PolygonOffset;
import io.amsphub.mesh.slice.SliceRule;
import io.amsphub.mesh.topology.Parallel;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates the time and feedstock of a build by material extrusion.
 *
 * <p>The part is sliced, and every layer gets the moves that a slicer would lay: walls of variable width,
 * solid and sparse infill, bridges, support, skirt and brim, travel with retraction. The moves are timed by
 * a planner with the acceleration and jerk of the machine and slowed for cooling. Nothing is fitted to
 * models; the rules are those of PrusaSlicer 2.5. Infill patterns of curves other than {@code concentric} count
 * as straight lines of the same density, which is too fast for {@code hilbertcurve} and its like; rafts and
 * {@code spiral_vase} are not known, and widths and speeds that change within a layer (modifiers, variable layer height) are not
 * looked at.
 *
 * <p>The part stands as it is, its lowest point on the platform. Cost: O(layers · n log n) for contours of
 * n points; both cores are used, and the result does not depend on it.
 */
public final class PrintEstimator {

    private final ExtrusionSettings settings;
    private final LayerHeights heights;
    private final Contours[] slices;
    private final LayerRegions[] layers;
    private final SupportPlan support;
    private final Contours hull;

    private PrintEstimator(TriangleMesh mesh, ExtrusionSettings settings) {
        this.settings = settings;
        double height = mesh.facetCount() == 0 ? 0 : mesh.boundingBox().sizeZ();
        heights = LayerHeights.of(height, settings.firstLayerHeight, settings.layerHeight);
        slices = MeshSlicer.slice(mesh, heights, SliceRule.NON_ZERO, settings.resolution);
        layers = ShellPlan.of(slices, settings);
        support = SupportPlan.of(slices, settings);
        List<Contours> ground = new ArrayList<>();
        for (int i = 0; i < Math.min(slices.length, settings.number("skirt_height")); i++) {
            ground.add(slices[i]);
            ground.add(support.column(i));
        }
        hull = SkirtPaths.hull(ground);
    }

    /**
     * Estimates a build of one part.
     *
     * @param mesh the part in mm, Z up
     * @param profile the settings; {@link PrusaProfile#with} sets what an order chooses
     * @throws IllegalArgumentException when a setting is not a number or cannot be (see its message), or the
     *     layers are too many
     */
    public static PrintEstimate estimate(TriangleMesh mesh, PrusaProfile profile) {
        return measure(mesh, profile).estimate();
    }

    /** Returns the measures that {@link #estimate} is made from, to be kept for other machines and materials. */
    public static LayerMeasures measure(TriangleMesh mesh, PrusaProfile profile) {
        ExtrusionSettings settings = new ExtrusionSettings(profile);
        return new PrintEstimator(mesh, settings).measure();
    }

    private LayerMeasures measure() {
        int[] like = new int[layers.length];
        for (int i = 0; i < layers.length; i++) {
            like[i] = repeats(i) ? like[i - 2] : i;
        }
        List<LayerWork[]> works = Parallel.ranges(layers.length, 1, chunk -> new LayerWork[1], (out, from, to) -> {
            if (like[from] == from) {
                out[0] = work(from);
            }
        });
        LayerMeasures.Builder builder = new LayerMeasures.Builder(layers.length, settings);
        for (int i = 0; i < layers.length; i++) {
            builder.layer(i, heights.height(i), layers[i], support.column(i), works.get(like[i])[0]);
        }
        return builder.build(support.extraLayers(settings.firstLayerHeight));
    }

    /** Whether a layer repeats the one two below it: lines turn by a right angle from layer to layer. */
    private boolean repeats(int layer) {
        return layer > 2
                && layer - 2 >= settings.number("skirt_height")
                && !settings.pattern.contains("cubic")
                && support.column(layer).isEmpty()
                && support.column(layer - 2).isEmpty()
                && slices[layer - 1].equals(slices[layer - 3])
                && layers[layer].sameAs(layers[layer - 2]);
    }

    private LayerWork work(int layer) {
        LayerPath path = new LayerPath(settings, layer == 0);
        if (layer < settings.number("skirt_height")) {
            SkirtPaths.lay(path, hull, slices[layer]);
        }
        support.lay(path, layer, settings.firstLayerHeight);
        Contours ground = layer == 0 ? Contours.EMPTY : PolygonOffset.of(slices[layer - 1], settings.nozzle / 2);
        WallPaths walls = new WallPaths(path, ground);
        InfillPaths infill = new InfillPaths(path, layer);
        LayerRegions regions = layers[layer];
        for (int i = 0; i < regions.islands.size(); i++) {
            walls.lay(regions.walls.get(i));
            infill.lay(regions, regions.islands.get(i), regions.islands.size() == 1);
        }
        return LayerWork.of(path, heights.height(layer));
    }
}
