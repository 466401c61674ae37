package io.amsphub.config.cli.mesh;

import io.amsphub.mesh.check.DetectionOptions;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionOptions;
import io.amsphub.mesh.correct.CorrectionReport;
import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Repairs a model, writes it, reads it back and examines it again. */
@Command(name = "fix", description = "Repair a model; the result is read back and examined again.")
final class FixCommand extends FileCommand implements Callable<Integer> {

    private static final int PLACES = 100;

    @Mixin
    private OutputOptions options = new OutputOptions();

    @Option(
            names = "--tolerance",
            paramLabel = "MM",
            defaultValue = "0",
            description = "join open edges closer than this (default: derived from the model)")
    private double tolerance;

    @Option(
            names = "--max-deviation",
            paramLabel = "MM",
            defaultValue = "0",
            description = "over this change of the surface a person has to decide (default: derived from the model)")
    private double maxDeviation;

    @Option(names = "--no-fill", description = "leave holes open")
    private boolean keepHoles;

    @Option(names = "--keep-noise", description = "keep shells too small to be meant")
    private boolean keepNoise;

    @Option(names = "--no-resolve", description = "leave intersections and overlaps")
    private boolean keepIntersections;

    @Option(names = "--wrap", description = "if nothing else helps, replace the surface by a watertight wrap")
    private boolean wrap;

    /**
     * A correction with its proof.
     *
     * @param correction what was done
     * @param proof what detection finds in the file that was written
     */
    record Outcome(CorrectionReport correction, DetectionReport proof) {}

    @Override
    public Integer call() {
        return one(options.input(), this::fix);
    }

    private int fix(Path file) throws FileRefusal {
        OutputFile output = options.output();
        CorrectionOptions allowed = allowed();
        ModelFiles models = mesh().files();
        ModelFiles.Loaded loaded = models.load(file);
        models.progress().stage("correcting " + file, loaded.bytes());
        CorrectionResult result = MeshCorrection.correct(loaded.model().mesh(), allowed);
        models.progress().done();
        OutputFile.Written written = write(output, loaded, result);
        Outcome outcome = new Outcome(result.report(), proof(written, result.mesh()));
        mesh().out()
                .println(
                        mesh().json()
                                ? ReportJson.fixed(file, loaded, written, outcome)
                                : ReportText.fixed(file, loaded, written, outcome));
        mesh().out().flush();
        boolean done = outcome.proof().solid() && !result.report().personDecides();
        return done ? MeshCommand.SOUND : MeshCommand.BLOCKED;
    }

    private CorrectionOptions allowed() throws FileRefusal {
        if (!(tolerance >= 0 && maxDeviation >= 0)) {
            throw new FileRefusal(
                    FileRefusal.BAD_OPTION, "a tolerance is not a length", "", "Say a length in mm, 0 or more");
        }
        return new CorrectionOptions(tolerance, maxDeviation, !keepHoles, !keepNoise, !keepIntersections, wrap);
    }

    /** A model that nothing was wrong with is copied byte for byte if the format stays. */
    private static OutputFile.Written write(OutputFile output, ModelFiles.Loaded loaded, CorrectionResult result)
            throws FileRefusal {
        boolean copy = !result.report().changed() && output.format() == loaded.format();
        return copy ? output.write(out -> Files.copy(loaded.path(), out)) : output.write(result.mesh());
    }

    /** Detects again in what was written; only what went to no file, such as a pipe, is taken from memory. */
    private static DetectionReport proof(OutputFile.Written written, TriangleMesh mesh) throws FileRefusal {
        TriangleMesh again = mesh;
        if (Files.isRegularFile(written.path())) {
            again = reread(written.path(), written.format());
        }
        return MeshDetection.detect(again, new DetectionOptions(PLACES, null));
    }

    private static TriangleMesh reread(Path path, MeshFormat format) throws FileRefusal {
        try (InputStream in = Files.newInputStream(path)) {
            return MeshReaders.read(in, Files.size(path), format, ReadLimits.defaults());
        } catch (MeshFormatException e) {
            throw FileRefusal.of(e);
        } catch (IOException e) {
            FileRefusal refusal = new FileRefusal(
                    FileRefusal.UNREADABLE,
                    "the result cannot be read back: " + e.getMessage(),
                    "",
                    "Check the disk that it was written to");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
