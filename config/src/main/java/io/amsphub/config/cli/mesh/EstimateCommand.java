package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.estimate.PrintEstimate;
import io.amsphub.mesh.estimate.PrintEstimator;
import io.amsphub.mesh.estimate.PrusaProfile;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how long models take to build by material extrusion, and how much material. */
@Command(name = "estimate", description = "Estimate the time and material of builds by material extrusion.")
final class EstimateCommand extends FileCommand implements Callable<Integer> {

    private static final double WHOLE = 100;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "models, each as it lies")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "FILE.ini",
            description = "the machine's settings as PrusaSlicer saves them (default: the slicer's own defaults)")
    private @Nullable Path profile;

    @Option(names = "--layer-height", paramLabel = "MM", description = "instead of the profile's layer_height")
    private @Nullable Double layerHeight;

    @Option(names = "--infill", paramLabel = "PERCENT", description = "instead of the profile's fill_density")
    private @Nullable Double infill;

    @Option(names = "--perimeters", paramLabel = "N", description = "instead of the profile's perimeters")
    private @Nullable Integer perimeters;

    @Option(names = "--support", negatable = true, description = "instead of the profile's support_material")
    private @Nullable Boolean support;

    @Override
    public Integer call() {
        ModelFiles models = mesh().files();
        return each(files, file -> estimate(file, models));
    }

    private int estimate(Path file, ModelFiles models) throws FileRefusal {
        PrusaProfile settings = chosen(read());
        ModelFiles.Loaded loaded = models.load(file);
        models.progress().stage("estimating " + file, loaded.bytes());
        PrintEstimate estimate = estimate(loaded.surface(), settings);
        models.progress().done();
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.estimate(file, loaded, estimate)
                                : ReportText.estimate(file, loaded, estimate));
        mesh().out().flush();
        return MeshCommand.SOUND;
    }

    /** The estimator names the setting that it cannot work with. */
    private PrintEstimate estimate(TriangleMesh mesh, PrusaProfile settings) throws FileRefusal {
        try {
            return PrintEstimator.estimate(mesh, settings);
        } catch (IllegalArgumentException e) {
            throw badProfile(String.valueOf(e.getMessage()), "Correct the setting in the profile", e);
        }
    }

    private PrusaProfile read() throws FileRefusal {
        if (profile == null) {
            return PrusaProfile.defaults();
        }
        PrusaProfile read;
        try (InputStream in = Files.newInputStream(profile)) {
            read = PrusaProfile.read(in);
        } catch (NoSuchFileException e) {
            throw badProfile("there is no such file", "Check the name", e);
        } catch (IOException e) {
            throw badProfile(String.valueOf(e.getMessage()), "Name a file that PrusaSlicer saved", e);
        }
        if (!read.setsAnything()) {
            throw badProfile("it has none of a slicer's settings", "Name a file that PrusaSlicer saved", null);
        }
        return read;
    }

    private PrusaProfile chosen(PrusaProfile base) throws FileRefusal {
        PrusaProfile chosen = base;
        if (layerHeight != null) {
            require(layerHeight > 0 && Double.isFinite(layerHeight), "--layer-height (layer_height) is above 0 mm");
            chosen = chosen.with("layer_height", layerHeight.toString());
        }
        if (infill != null) {
            require(infill >= 0 && infill <= WHOLE, "--infill (fill_density) is 0 to 100 %");
            chosen = chosen.with("fill_density", infill + "%");
        }
        if (perimeters != null) {
            require(perimeters >= 0, "--perimeters (perimeters) is 0 or more");
            chosen = chosen.with("perimeters", perimeters.toString());
        }
        return support == null ? chosen : chosen.with("support_material", support ? "1" : "0");
    }

    private static void require(boolean holds, String rule) throws FileRefusal {
        if (!holds) {
            throw new FileRefusal(FileRefusal.BAD_OPTION, rule, "", "Say another value");
        }
    }

    private FileRefusal badProfile(String what, String remedy, @Nullable Exception cause) {
        String name = profile == null ? "the settings" : "the profile " + profile;
        FileRefusal refusal = new FileRefusal(FileRefusal.BAD_PROFILE, name + ": " + what, "", remedy);
        refusal.initCause(cause);
        return refusal;
    }
}
