package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.SecureThreeMfWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model as a 3MF package that only holders of chosen keys can read (3MF secure content). */
@Command(name = "seal", description = "Encrypt a model as 3MF (secure content) for the holders of keys.")
final class SealCommand extends FileCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions options = new OutputOptions();

    @Option(
            names = "--for",
            required = true,
            paramLabel = "FILE",
            description = "an RSA public key or certificate, PEM or DER; may be given several times")
    private List<Path> keys = new ArrayList<>();

    @Override
    public Integer call() {
        return one(options.input(), this::seal);
    }

    private int seal(Path file) throws FileRefusal {
        OutputFile output = options.output();
        if (output.format() != MeshFormat.THREE_MF) {
            throw new FileRefusal(FileRefusal.NO_WRITER, "only 3MF can be encrypted", "", "End the name in .3mf");
        }
        List<SecureThreeMfWriter.Consumer> consumers = new ArrayList<>();
        for (Path key : keys) {
            consumers.add(consumer(key));
        }
        ModelFiles.Loaded loaded = mesh().files().load(file);
        SecureThreeMfWriter writer = new SecureThreeMfWriter(consumers, new SecureRandom());
        OutputFile.Written written =
                output.write(out -> writer.write(loaded.model().mesh(), out));
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.converted(file, loaded, written)
                                : ReportText.converted(file, loaded, written));
        mesh().out().flush();
        return MeshCommand.SOUND;
    }

    private static SecureThreeMfWriter.Consumer consumer(Path file) throws FileRefusal {
        RSAPublicKey key = new SecretFile(file).publicKey();
        try {
            return new SecureThreeMfWriter.Consumer(String.valueOf(file.getFileName()), null, key);
        } catch (IllegalArgumentException e) {
            FileRefusal refusal = new FileRefusal(
                    FileRefusal.BAD_KEY,
                    file + ": " + e.getMessage(),
                    "",
                    "Give one of at least " + SecureThreeMfWriter.LEAST_RSA_BITS + " bits");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
