package io.amsphub.config.cli.mesh;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes a model in another format, in mm, and changes nothing else. */
@Command(name = "convert", description = "Write a model in another format, in mm.")
final class ConvertCommand extends FileCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions options = new OutputOptions();

    @Override
    public Integer call() {
        return one(options.input(), this::convert);
    }

    private int convert(Path file) throws FileRefusal {
        OutputFile output = options.output();
        ModelFiles models = mesh().files();
        ModelFiles.Loaded loaded = models.load(file);
        OutputFile.Written written = output.write(loaded.model().mesh());
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.converted(file, loaded, written)
                                : ReportText.converted(file, loaded, written));
        mesh().out().flush();
        return MeshCommand.SOUND;
    }
}
