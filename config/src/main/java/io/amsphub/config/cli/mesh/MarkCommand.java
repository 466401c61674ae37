package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.mark.MarkCode;
import io.amsphub.mesh.mark.MarkException;
import io.amsphub.mesh.mark.MarkFinding;
import io.amsphub.mesh.mark.MarkKey;
import io.amsphub.mesh.mark.MarkSearch;
import io.amsphub.mesh.mark.MarkedMesh;
import io.amsphub.mesh.mark.Watermark;
import io.amsphub.mesh.model.TriangleMesh;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an invisible mark into a copy of a model, or finds the mark of a copy with the original at hand. */
@Command(
        name = "mark",
        description = {
            "Write an invisible mark into a copy of a model (points move by 5 µm at most), or find it again.",
            "Exit codes of --find: 0 a mark was found, 1 there is none, 2 a file was refused."
        })
final class MarkCommand extends FileCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Task task;

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "FILE",
            description = "the secret of the marks, at least 16 bytes, as they are or in base 64")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path keyFile;

    @Option(
            names = "--candidates",
            split = ",",
            paramLabel = "CODE",
            description = "with --find: codes that come into question, which helps where little is left of a model")
    private List<String> candidates = new ArrayList<>();

    @Parameters(index = "0", paramLabel = "ORIGINAL", description = "the model without a mark")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path original;

    @Parameters(
            index = "1",
            paramLabel = "COPY",
            description = "the marked copy: written with --code, read with --find")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path copy;

    /** What to do. */
    static final class Task {

        @Option(
                names = "--code",
                required = true,
                paramLabel = "CODE",
                description = "write this: up to 8 letters (no I, L, O, U) and digits")
        private @Nullable String code;

        @Option(names = "--find", required = true, description = "find the mark of COPY")
        private boolean find;
    }

    @Override
    public Integer call() {
        return task.find ? one(copy, this::find) : one(original, this::mark);
    }

    private MarkKey key() throws FileRefusal {
        return MarkKey.of(new SecretFile(keyFile).secret(MarkKey.LEAST_BYTES));
    }

    private static MarkCode code(String text) throws FileRefusal {
        try {
            return MarkCode.of(text);
        } catch (IllegalArgumentException e) {
            FileRefusal refusal = new FileRefusal(
                    FileRefusal.BAD_OPTION,
                    "'" + text + "' is no code",
                    "",
                    "Say 1 to 8 digits and letters without I, L, O and U");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private int mark(Path file) throws FileRefusal {
        OutputFile output = OutputFile.of(copy, file, null, false);
        MarkCode code = code(String.valueOf(task.code));
        MarkKey key = key();
        ModelFiles models = mesh().files();
        ModelFiles.Loaded loaded = models.load(file);
        models.progress().stage("marking " + file, loaded.bytes());
        MarkedMesh marked;
        try {
            marked = Watermark.embed(loaded.surface(), key, code);
        } catch (MarkException e) {
            FileRefusal refusal = new FileRefusal(
                    FileRefusal.NO_MARK,
                    String.valueOf(e.getMessage()),
                    "",
                    "Put a visible label on the model instead");
            refusal.initCause(e);
            throw refusal;
        } finally {
            models.progress().done();
        }
        OutputFile.Written written = output.write(marked.mesh());
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.marked(file, loaded, written, code, marked)
                                : ReportText.marked(file, written, code, marked));
        mesh().out().flush();
        return MeshCommand.SOUND;
    }

    private int find(Path file) throws FileRefusal {
        MarkKey key = key();
        List<MarkCode> codes = new ArrayList<>();
        for (String candidate : candidates) {
            codes.add(code(candidate));
        }
        ModelFiles models = mesh().files();
        TriangleMesh first = models.load(original).surface();
        ModelFiles.Loaded loaded = models.load(file);
        models.progress().stage("looking for a mark in " + file, loaded.bytes());
        Optional<MarkFinding> found = new MarkSearch(first, key).find(loaded.surface(), codes);
        models.progress().done();
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.markFound(file, loaded, found.orElse(null))
                                : ReportText.markFound(file, found.orElse(null)));
        mesh().out().flush();
        return found.isPresent() ? MeshCommand.SOUND : MeshCommand.BLOCKED;
    }
}
