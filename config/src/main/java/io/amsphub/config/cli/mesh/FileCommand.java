package io.amsphub.config.cli.mesh;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What all commands on model files share: where the output goes, and how a refusal is told. */
@Command(mixinStandardHelpOptions = true)
abstract class FileCommand {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private MeshCommand mesh;

    /** Work on one file. */
    @FunctionalInterface
    interface FileTask {
        /** Returns the exit code for the file. */
        int run(Path file) throws FileRefusal;
    }

    MeshCommand mesh() {
        return mesh;
    }

    /** Works on each file in turn and returns the worst exit code; a refusal of one does not stop the others. */
    int each(List<Path> files, FileTask task) {
        int worst = MeshCommand.SOUND;
        for (Path file : files) {
            worst = Math.max(worst, one(file, task));
        }
        return worst;
    }

    /** Works on one file and tells a refusal. */
    int one(Path file, FileTask task) {
        try {
            return task.run(file);
        } catch (FileRefusal refusal) {
            tell(file, refusal);
        } catch (OutOfMemoryError e) {
            tell(
                    file,
                    new FileRefusal(
                            FileRefusal.OUT_OF_MEMORY,
                            "the model does not fit the memory of "
                                    + MemorySize.text(Runtime.getRuntime().maxMemory()),
                            "",
                            "Give the command more with --memory, or reduce the model"));
        }
        return MeshCommand.REFUSED;
    }

    private void tell(Path file, FileRefusal refusal) {
        if (mesh.json()) {
            mesh.out().println(ReportJson.refusal(file, refusal));
        } else {
            String where = refusal.where().isEmpty() ? "" : " at " + refusal.where();
            mesh.err().printf("%s: %s%s: %s. %s.%n", file, refusal.code(), where, refusal.message(), refusal.remedy());
        }
        mesh.out().flush();
    }
}
