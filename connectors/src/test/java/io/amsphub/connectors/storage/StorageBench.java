package io.amsphub.connectors.storage;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Secrets;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Random;

/** What sealing costs: CPU seconds of this thread for 1 GiB, sealed and as a plain file. See docs/benchmarks.md. */
final class StorageBench {

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 1024;
    private static final int RUNS = 3;

    private final Path directory;
    private final byte[] piece = new byte[PIECE];
    private final PrintWriter out =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private StorageBench(Path directory) {
        this.directory = directory;
        new Random(1).nextBytes(piece);
    }

    /** Runs in a directory that is given. */
    public static void main(String[] arguments) throws IOException {
        new StorageBench(Path.of(arguments[0])).run();
    }

    private interface Work {
        void run() throws IOException;
    }

    private void timed(String what, Work work) throws IOException {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        out.printf("%s %.2f s%n", what, nanos / 1e9);
    }

    private void write(OutputStream into) throws IOException {
        for (int n = 0; n < PIECES; n++) {
            piece[0] = (byte) n;
            into.write(piece);
        }
    }

    private static void read(InputStream from) throws IOException {
        try (from) {
            from.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void run() throws IOException {
        Blobs blobs = new DirectoryBlobs(directory.resolve("blobs"), TestRing.beside(directory.resolve("blobs")));
        Path plain = directory.resolve("plain");
        for (int run = 1; run <= RUNS; run++) {
            int number = run;
            BlobRef[] blob = new BlobRef[1];
            timed("store plain", () -> {
                try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(plain), 1 << 16)) {
                    write(new DigestOutputStream(file, Secrets.sha256()));
                }
            });
            timed("read plain", () -> read(Files.newInputStream(plain)));
            timed(
                    "store sealed",
                    () -> blob[0] = blobs.of("acme", "dsg_1").store("model/stl", into -> {
                        piece[1] = (byte) number;
                        write(into);
                    }));
            timed("read sealed", () -> read(blobs.open(blob[0])));
            Files.delete(plain);
        }
    }
}
