package io.amsphub.mesh.bench;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a binary STL and detects everything, for measurements of a whole process; more rounds show the warm time. */
public final class DetectFile {

    private DetectFile() {}

    /** Takes a file and the number of rounds. */
    public static void main(String[] args) throws IOException, MeshFormatException {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            TriangleMesh mesh = read(Path.of(args[0]));
            long read = System.nanoTime();
            DetectionReport report = MeshDetection.detect(mesh);
            long done = System.nanoTime();
            out.printf("read %.3f s, detect %.3f s %s%n", (read - start) / 1e9, (done - read) / 1e9, report.measures());
        }
    }

    private static TriangleMesh read(Path file) throws IOException, MeshFormatException {
        try (InputStream in = Files.newInputStream(file)) {
            return MeshReaders.read(in, Files.size(file), MeshFormat.STL, ReadLimits.defaults());
        }
    }
}
