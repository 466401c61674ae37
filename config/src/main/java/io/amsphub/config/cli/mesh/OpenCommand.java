package io.amsphub.config.cli.mesh;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a 3MF package that was encrypted for the holder of a key (3MF secure content), and writes the model. */
@Command(name = "open", description = "Open an encrypted 3MF package (secure content) with its private key.")
final class OpenCommand extends FileCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions options = new OutputOptions();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "the RSA private key that it was encrypted for: PKCS 8, PEM or DER")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path key;

    @Override
    public Integer call() {
        return one(options.input(), this::open);
    }

    private int open(Path file) throws FileRefusal {
        OutputFile output = options.output();
        ModelFiles.Loaded loaded =
                mesh().files().openedBy(new SecretFile(key).privateKey()).load(file);
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
