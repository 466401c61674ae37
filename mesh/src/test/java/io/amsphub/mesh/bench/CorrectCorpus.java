package io.amsphub.mesh.bench;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.measure.SurfaceDeviation;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Corrects every defective model of a folder, gives the same models to admesh and PrusaSlicer as binary
 * STL, reads all results back and detects them alike. Prints one row a file as a Markdown table.
 */
public final class CorrectCorpus {

    private static final int SECONDS = 120;

    private final PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
    private final Path work;
    private final int[] sound = new int[3];
    private int defective;

    private CorrectCorpus(Path work) {
        this.work = work;
    }

    /** Takes the folder and, if not all its models are wanted, the names of folders within. */
    public static void main(String[] args) throws IOException, InterruptedException {
        CorrectCorpus bench = new CorrectCorpus(Files.createTempDirectory("correct"));
        List<Path> files;
        List<String> wanted = List.of(args).subList(1, args.length);
        try (Stream<Path> walk = Files.walk(Path.of(args[0]))) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> wanted.isEmpty()
                            || wanted.contains(file.getParent().getFileName().toString()))
                    .sorted()
                    .toList();
        }
        bench.out.println("| model | facets | hub | deviation | admesh | deviation | PrusaSlicer | deviation |");
        bench.out.println("| --- | ---: | --- | ---: | --- | ---: | --- | ---: |");
        for (Path file : files) {
            bench.file(Path.of(args[0]), file);
        }
        bench.out.printf(
                "%n%d models have findings that block; sound: hub %d, admesh %d, PrusaSlicer %d%n",
                bench.defective, bench.sound[0], bench.sound[1], bench.sound[2]);
    }

    private void file(Path folder, Path file) throws IOException, InterruptedException {
        Optional<TriangleMesh> read = read(file);
        if (read.isEmpty() || read.get().facetCount() == 0) {
            return;
        }
        TriangleMesh mesh = read.get();
        if (MeshDetection.detect(mesh).solid()) {
            return;
        }
        defective++;
        Path input = work.resolve("in.stl");
        write(mesh, input);
        CorrectionResult own = MeshCorrection.correct(mesh);
        Path ours = work.resolve("hub.stl");
        write(own.mesh(), ours);
        Path admesh = work.resolve("admesh.stl");
        run("admesh", "-b", admesh.toString(), input.toString());
        Path slicer = work.resolve("slicer.stl");
        run("prusa-slicer", "--export-stl", "--repair", "-o", slicer.toString(), input.toString());
        out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s |%n",
                folder.relativize(file),
                mesh.facetCount(),
                judge(0, ours, mesh),
                judge(1, admesh, mesh),
                judge(2, slicer, mesh));
    }

    private String judge(int tool, Path file, TriangleMesh mesh) throws IOException {
        Optional<TriangleMesh> read = Files.exists(file) ? read(file) : Optional.empty();
        if (read.isEmpty() || read.get().facetCount() == 0) {
            Files.deleteIfExists(file);
            return "no result | ";
        }
        DetectionReport report = MeshDetection.detect(read.get());
        sound[tool] += report.solid() ? 1 : 0;
        TriangleMesh result = tool == 2 ? movedBack(read.get(), mesh) : read.get();
        double deviation = SurfaceDeviation.between(mesh, result).largestMm()
                / mesh.boundingBox().diagonal();
        Files.delete(file);
        return String.format(Locale.ROOT, "%s | %.2g", report.solid() ? "sound" : left(report), deviation);
    }

    /** PrusaSlicer puts parts on its bed; the low corner of the box goes back to where it was. */
    private static TriangleMesh movedBack(TriangleMesh mesh, TriangleMesh original) {
        BoundingBox from = mesh.boundingBox();
        BoundingBox to = original.boundingBox();
        double[] points = mesh.points().clone();
        for (int i = 0; i < points.length; i += 3) {
            points[i] += to.minX() - from.minX();
            points[i + 1] += to.minY() - from.minY();
            points[i + 2] += to.minZ() - from.minZ();
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }

    private static String left(DetectionReport report) {
        return report.blocking().stream()
                .filter(f -> f.kind() != FindingKind.NOT_A_SOLID && f.kind() != FindingKind.HOLE)
                .map(f -> f.count() + " " + f.kind().title())
                .collect(Collectors.joining(", "));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static void write(TriangleMesh mesh, Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            BinaryStlWriter.write(mesh, stream);
        }
    }

    private static Optional<TriangleMesh> read(Path file) throws IOException {
        String name = file.toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        Optional<MeshFormat> format = Stream.of(MeshFormat.values())
                .filter(f -> f.name().equals(extension.equals("3MF") ? "THREE_MF" : extension))
                .findFirst();
        if (format.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(MeshReaders.read(in, Files.size(file), format.get(), ReadLimits.defaults()));
        } catch (MeshFormatException e) {
            return Optional.empty();
        }
    }
}
