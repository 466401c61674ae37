package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.check.DetectionOptions;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.printability.LimitTable;
import io.amsphub.mesh.printability.Placement;
import io.amsphub.mesh.printability.PrintabilityCheck;
import io.amsphub.mesh.printability.PrintabilityReport;
import io.amsphub.mesh.printability.ProcessCategory;
import io.amsphub.mesh.printability.ProcessLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Says what is wrong with models. */
@Command(name = "check", description = "Find everything that is wrong with models.")
final class CheckCommand extends FileCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "models")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--places",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many places a finding lists in JSON (default: ${DEFAULT-VALUE}); counts are never cut")
    private int places = 100;

    @Option(
            names = "--build-volume",
            paramLabel = "XxYxZ",
            converter = BuildVolumeSize.class,
            description = "the machine's room in mm, such as 250x210x220; a model that does not fit is a finding")
    private @Nullable BuildVolume buildVolume;

    @Option(
            names = "--process",
            paramLabel = "CATEGORY",
            converter = ProcessName.class,
            description = "also judge whether the process can make it, as it lies:"
                    + " BJT, DED, MEX, MJT, PBF, SHL or VPP (ISO/ASTM 52900)")
    private @Nullable ProcessCategory process;

    @Option(
            names = "--material",
            paramLabel = "NAME",
            description = "for --process: the material, such as PLA; one that is not known has the limits of all")
    private String material = "";

    /**
     * What a check found.
     *
     * @param detection about the mesh
     * @param printability about the process, when one was named
     */
    record Outcome(DetectionReport detection, @Nullable PrintabilityReport printability) {

        List<Finding> findings() {
            List<Finding> all = new ArrayList<>(detection.findings());
            if (printability != null) {
                all.addAll(printability.findings());
            }
            return all;
        }

        boolean passes() {
            return detection.solid() && (printability == null || printability.printable());
        }
    }

    @Override
    public Integer call() {
        ModelFiles models = mesh().files();
        return each(files, file -> check(file, models));
    }

    private int check(Path file, ModelFiles models) throws FileRefusal {
        if (process == null && !material.isEmpty()) {
            throw new FileRefusal(
                    FileRefusal.BAD_OPTION, "--material is of no use alone", "", "Say --process too, such as MEX");
        }
        ModelFiles.Loaded loaded = models.load(file);
        models.progress().stage("examining " + file, loaded.bytes());
        DetectionReport report =
                MeshDetection.detect(loaded.model().mesh(), new DetectionOptions(Math.max(0, places), buildVolume));
        Outcome outcome = new Outcome(report, printability(loaded.model().mesh()));
        models.progress().done();
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.check(file, loaded, outcome)
                                : ReportText.check(file, loaded, outcome));
        mesh().out().flush();
        return outcome.passes() ? MeshCommand.SOUND : MeshCommand.BLOCKED;
    }

    /** The build volume is not judged here: detection has it. */
    private @Nullable PrintabilityReport printability(TriangleMesh mesh) {
        if (process == null) {
            return null;
        }
        ProcessLimits limits = LimitTable.standard().limits(process, material, "");
        return PrintabilityCheck.run(mesh, limits, Placement.asDrawn(), Math.max(0, places));
    }

    /** Abbreviations of process categories, in any case. */
    static final class ProcessName implements ITypeConverter<ProcessCategory> {
        @Override
        public ProcessCategory convert(String text) {
            for (ProcessCategory category : ProcessCategory.values()) {
                if (category.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return category;
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is no process category; say one of " + List.of(ProcessCategory.values()));
        }
    }
}
