package io.amsphub.processors.step;

import io.amsphub.mesh.estimate.AreaEstimator;
import io.amsphub.mesh.estimate.AreaMachine;
import io.amsphub.mesh.estimate.PrintEstimate;
import io.amsphub.mesh.estimate.PrintEstimator;
import io.amsphub.mesh.estimate.PrusaProfile;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.orient.OrientationSearch;
import io.amsphub.mesh.orient.OrientationWeights;
import io.amsphub.processors.catalogue.MachineClass;
import io.amsphub.processors.catalogue.MachineClass.AreaBuild;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.quote.BuildFigures;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.BuildSetup;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Measures a solid in a set-up: material extrusion move by move from its layers, vat, powder bed and binder
 * jetting by area and height with the build shared.
 */
final class LayerMeasuring {

    private LayerMeasuring() {}

    /** A solid in its way up, and what building it takes. */
    record Measured(BlobRef content, SizeMm size, BuildFigures figures) {}

    /**
     * Measures.
     *
     * @param mesh the solid in mm
     * @param solid the same as it is kept
     * @param files where a turned solid is written
     * @throws IllegalArgumentException when the settings of the machine cannot be, or the layers are too many
     */
    static Measured measure(TriangleMesh mesh, BlobRef solid, BuildSetup setup, ModelFile files) throws IOException {
        TriangleMesh placed = mesh;
        BlobRef content = solid;
        if (setup.orientation() == BuildOrientationChoice.BEST) {
            placed = OrientationSearch.best(mesh, OrientationWeights.DEFAULT).apply(mesh);
            content = files.write(placed, solid);
        }
        BoundingBox box = placed.boundingBox();
        SizeMm size = new SizeMm(box.sizeX(), box.sizeY(), box.sizeZ());
        MachineClass machine = setup.machine();
        AreaBuild area = machine.area();
        return new Measured(content, size, area == null ? extruded(placed, setup) : byArea(placed, size, setup, area));
    }

    private static BuildFigures extruded(TriangleMesh mesh, BuildSetup setup) {
        PrusaProfile profile = PrusaProfile.defaults();
        Map<String, String> settings = setup.machine().extrusion();
        if (settings != null) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                profile = profile.with(setting.getKey(), setting.getValue());
            }
        }
        profile = profile.with("layer_height", Double.toString(setup.layerHeightMm()))
                .with("fill_density", setup.infillShare() * 100 + "%");
        PrintEstimate estimate = PrintEstimator.estimate(mesh, profile);
        double seconds = estimate.printTimeS() + setup.machine().warmUpS();
        List<BuildFigures.Feature> features = estimate.features().entrySet().stream()
                .map(e -> new BuildFigures.Feature(
                        e.getKey().name(),
                        e.getValue().timeS(),
                        e.getValue().lengthMm(),
                        e.getValue().volumeMm3()))
                .sorted(Comparator.comparingDouble(BuildFigures.Feature::timeS).reversed())
                .toList();
        return new BuildFigures(
                BuildFigures.LAYERS,
                seconds,
                seconds,
                1,
                estimate.feedstockMm3(),
                estimate.supportMm3(),
                estimate.layers(),
                features);
    }

    private static BuildFigures byArea(TriangleMesh mesh, SizeMm size, BuildSetup setup, AreaBuild area) {
        AreaMachine machine = machine(setup, area);
        PrintEstimate shared = AreaEstimator.shared(mesh, machine);
        PrintEstimate alone = AreaEstimator.alone(mesh, machine);
        double warmUp = setup.machine().warmUpS();
        int perBuild = perBuild(size, machine);
        return new BuildFigures(
                BuildFigures.LAYERS,
                shared.printTimeS() + warmUp / perBuild,
                alone.printTimeS() + warmUp,
                perBuild,
                shared.feedstockMm3(),
                0,
                shared.layers(),
                List.of());
    }

    /** Waste is priced by the material, so none is counted here. */
    private static AreaMachine machine(BuildSetup setup, AreaBuild area) {
        return new AreaMachine(
                AreaMachine.Category.valueOf(setup.machine().processCategory().name()),
                setup.layerHeightMm(),
                area.layerS(),
                area.firstLayers(),
                area.firstLayerExtraS(),
                area.areaRateMm2S(),
                area.contourSpeedMmS(),
                area.setupS(),
                area.platformMm2(),
                area.heightMm(),
                area.packing(),
                0,
                setup.machine().source());
    }

    /** How many boxes of the part a build holds: side by side, and in a powder bed above each other too. */
    private static int perBuild(SizeMm size, AreaMachine machine) {
        double box = Math.max(1, size.x() * size.y());
        double beside = Math.max(1, Math.floor(machine.platformMm2() * machine.packing() / box));
        double above = machine.process() == AreaMachine.Category.PBF
                ? Math.max(1, Math.floor(machine.heightMm() / Math.max(1, size.z())))
                : 1;
        return (int) Math.min(100_000, beside * above);
    }
}
