package io.amsphub.mesh.estimate;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.LayerHeights;
import io.amsphub.mesh.slice.MeshSlicer;
import io.amsphub.mesh.slice.SliceRule;
import java.util.Map;

/**
 * Estimates builds of machines that work by area and height, with the build shared among parts.
 *
 * <p>What a layer takes whatever is in it, and the set-up, are shared by the parts of one build; a part bears
 * its share of the platform (vat, binder jetting) or of the build volume (powder bed, where parts are also
 * nested above each other). Exposing its own area and contours is borne by each part alone.
 */
public final class AreaEstimator {

    private AreaEstimator() {}

    /**
     * Estimates one part of a build that is full.
     *
     * @return the share of the part in time, and its feedstock
     */
    public static PrintEstimate shared(TriangleMesh mesh, AreaMachine machine) {
        return estimate(mesh, machine, true);
    }

    /** Estimates a build that holds this part alone. */
    public static PrintEstimate alone(TriangleMesh mesh, AreaMachine machine) {
        return estimate(mesh, machine, false);
    }

    private static PrintEstimate estimate(TriangleMesh mesh, AreaMachine machine, boolean shared) {
        if (mesh.facetCount() == 0) {
            return new PrintEstimate(0, 0, 0, 0, Map.of());
        }
        BoundingBox box = mesh.boundingBox();
        LayerHeights heights = LayerHeights.of(box.sizeZ(), machine.layerMm(), machine.layerMm());
        Contours[] slices = MeshSlicer.slice(mesh, heights, SliceRule.NON_ZERO, machine.layerMm() / 10);
        double own = 0;
        double volume = 0;
        for (int i = 0; i < slices.length; i++) {
            double area = slices[i].area();
            volume += area * heights.height(i);
            own += machine.areaRateMm2S() > 0 ? area / machine.areaRateMm2S() : 0;
            own += machine.contourSpeedMmS() > 0 ? slices[i].perimeter() / machine.contourSpeedMmS() : 0;
        }
        double common = slices.length * machine.layerS()
                + Math.min(slices.length, machine.firstLayers()) * machine.firstLayerExtraS();
        double time = own + (shared ? share(box, machine, common, slices.length) : common + machine.setupS());
        return new PrintEstimate(time, volume * (1 + machine.waste()), slices.length, 0, Map.of());
    }

    /** The part of the common time that one part bears in a full build. */
    private static double share(BoundingBox box, AreaMachine machine, double common, int layers) {
        double platform = Math.min(1, box.sizeX() * box.sizeY() / (machine.platformMm2() * machine.packing()));
        if (machine.process() != AreaMachine.Category.PBF) {
            return (common + machine.setupS()) * platform;
        }
        double full = machine.heightMm() / machine.layerMm() * machine.layerS() + machine.setupS();
        return full * platform * Math.min(1, layers * machine.layerMm() / machine.heightMm());
    }
}
