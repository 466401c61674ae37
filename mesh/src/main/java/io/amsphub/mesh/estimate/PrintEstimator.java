package io.amsphub.mesh.estimate;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.LayerHeights;
import io.amsphub.mesh.slice.MeshSlicer;
import io.amsphub.mesh.slice.SliceRule;
import io.amsphub.mesh.topology.Parallel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Estimates. */
public final class PrintEstimator {

    static final double RESOLUTION_MM = 0.0125;

    private PrintEstimator() {}

    public static PrintEstimate estimate(TriangleMesh mesh, PrusaProfile profile) {
        ExtrusionSettings settings = new ExtrusionSettings(profile);
        LayerHeights heights =
                LayerHeights.of(mesh.boundingBox().sizeZ(), settings.firstLayerHeight, settings.layerHeight);
        Contours[] slices = MeshSlicer.slice(mesh, heights, SliceRule.NON_ZERO, RESOLUTION_MM);
        LayerRegions[] layers = ShellPlan.of(slices, settings);
        Contours hull = SkirtPaths.hull(Arrays.asList(slices).subList(0, Math.min(1, slices.length)));
        List<LayerWork[]> works = Parallel.ranges(layers.length, 1, chunk -> new LayerWork[1], (out, from, to) -> {
            LayerPath path = new LayerPath(settings, from == 0);
            if (from < settings.number("skirt_height")) SkirtPaths.lay(path, hull, slices[from]);
            Contours below = from == 0 ? Contours.EMPTY
                    : io.amsphub.mesh.slice.PolygonOffset.of(slices[from - 1], settings.nozzle / 2);
            WallPaths walls = new WallPaths(path, below);
            InfillPaths infill = new InfillPaths(path, from);
            LayerRegions regions = layers[from];
            for (int i = 0; i < regions.islands.size(); i++) {
                walls.lay(regions.walls.get(i));
                infill.lay(regions, regions.islands.get(i), regions.islands.size() == 1);
            }
            out[0] = LayerWork.of(path, heights.height(from));
        });
        Map<Feature, FeatureWork> sum = new EnumMap<>(Feature.class);
        double time = 0; double vol = 0;
        for (Feature f : Feature.values()) {
            double t = 0, l = 0, v = 0;
            for (LayerWork[] w : works) { t += w[0].seconds[f.ordinal()]; l += w[0].length[f.ordinal()]; v += w[0].volume[f.ordinal()]; }
            sum.put(f, new FeatureWork(t, l, v));
            time += t; vol += v;
        }
        return new PrintEstimate(time, vol, layers.length, 0, sum);
    }
}
