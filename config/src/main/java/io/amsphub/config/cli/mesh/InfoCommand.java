package io.amsphub.config.cli.mesh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what models are, without judging them. */
@Command(name = "info", description = "Describe models: format, unit, size, what the file says of itself.")
final class InfoCommand extends FileCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "models")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        ModelFiles models = mesh().files();
        return each(files, file -> {
            ModelFiles.Loaded loaded = models.load(file);
            mesh().out().println(mesh().json() ? ReportJson.info(file, loaded) : ReportText.info(file, loaded));
            mesh().out().flush();
            return MeshCommand.SOUND;
        });
    }
}
