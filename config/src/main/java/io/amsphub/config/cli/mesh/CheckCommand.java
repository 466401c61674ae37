package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.check.DetectionOptions;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.measure.BuildVolume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Override
    public Integer call() {
        ModelFiles models = mesh().files();
        return each(files, file -> check(file, models));
    }

    private int check(Path file, ModelFiles models) throws FileRefusal {
        ModelFiles.Loaded loaded = models.load(file);
        models.progress().stage("examining " + file, loaded.bytes());
        DetectionReport report =
                MeshDetection.detect(loaded.model().mesh(), new DetectionOptions(Math.max(0, places), buildVolume));
        models.progress().done();
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.check(file, loaded, report)
                                : ReportText.check(file, loaded, report));
        mesh().out().flush();
        return report.solid() ? MeshCommand.SOUND : MeshCommand.BLOCKED;
    }
}
