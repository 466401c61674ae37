package io.amsphub.mesh.bench;

import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.correct.CorrectionMemory;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.DetectionMemory;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs detection and correction of shapes that are hard on memory, each in a process of its own whose heap is
 * what {@link DetectionMemory} and {@link CorrectionMemory} say, and prints whether it was enough, what of the heap
 * was in use at most, and what the process held at most.
 */
public final class MemoryProof {

    private static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    /** Most heap for a correction, unless what crosses nowhere takes more. */
    private static final long AT_HAND = 1 << 30;

    private MemoryProof() {}

    /** Takes a folder and numbers of facets or names of shapes; or, within, "detect" or "correct" and a file. */
    public static void main(String[] args) throws IOException, InterruptedException, MeshFormatException {
        if (args[0].equals("detect") || args[0].equals("correct")) {
            work(args[0], Path.of(args[1]));
            return;
        }
        OUT.println("| shape | facets | detect, MiB | heap, process, result | correct, MiB | heap, process, result |");
        OUT.println("| --- | ---: | ---: | --- | ---: | --- |");
        List<String> wanted = Arrays.asList(args).subList(1, args.length);
        boolean all = wanted.stream().allMatch(word -> word.matches("\\d+"));
        for (String size : wanted) {
            for (MemoryModels shape : MemoryModels.values()) {
                if (size.matches("\\d+") && (all || wanted.contains(shape.name()))) {
                    prove(Path.of(args[0]), shape, Integer.parseInt(size));
                }
            }
        }
    }

    private static void prove(Path folder, MemoryModels shape, int size)
            throws IOException, InterruptedException, MeshFormatException {
        Path file = folder.resolve(shape.name().toLowerCase(Locale.ROOT) + ".stl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            BinaryStlWriter.write(shape.of(size), out);
        }
        TriangleMesh mesh = read(file);
        int facets = mesh.facetCount();
        long detect = DetectionMemory.bytesNeeded(facets, mesh.pointCount());
        long correct = bytesToCorrect(mesh);
        OUT.printf(
                Locale.ROOT,
                "| %s | %d | %d | %s | %d | %s |%n",
                shape.name().toLowerCase(Locale.ROOT),
                facets,
                detect >> 20,
                run("detect", file, detect),
                correct >> 20,
                run("correct", file, correct));
        Files.delete(file);
    }

    /** As the hub takes it: with the pairs that detection counted and some more, or what is at hand. */
    private static long bytesToCorrect(TriangleMesh mesh) {
        long pairs = MeshDetection.detect(mesh).measures().selfIntersectingPairs();
        long local = CorrectionMemory.bytesNeeded(mesh.facetCount(), mesh.pointCount());
        long all = CorrectionMemory.bytesNeeded(mesh.facetCount(), mesh.pointCount(), pairs + pairs / 4 + 1000);
        return Math.min(all, Math.max(local, AT_HAND));
    }

    private static String run(String what, Path file, long heap) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn16m",
                "-Xmx" + (heap + (1 << 20) - 1) / (1 << 20) + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProof.class.getName(),
                what,
                file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = process.waitFor();
        return code == 0
                ? said.strip()
                : "FAILED " + code + " " + said.lines().findFirst().orElse("");
    }

    private static void work(String what, Path file) throws IOException, MeshFormatException {
        TriangleMesh mesh = read(file);
        boolean solid = what.equals("detect")
                ? MeshDetection.detect(mesh).solid()
                : MeshCorrection.correct(mesh).report().solid();
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            heap += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        OUT.printf("%d, %d, %s%n", heap >> 20, processMib(), solid ? "solid" : "not solid");
    }

    /** Returns the most that the process ever held, in MiB, where the system says. */
    private static long processMib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(-1);
    }

    private static TriangleMesh read(Path file) throws IOException, MeshFormatException {
        try (InputStream in = Files.newInputStream(file)) {
            return MeshReaders.read(in, Files.size(file), MeshFormat.STL, ReadLimits.defaults());
        }
    }
}
