package io.amsphub.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of its own for a directory: a tmpfs that is soon full. Mounting needs the rights of root. */
final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Returns whether disks can be mounted and filled here. */
    static boolean possible(Path beside) throws IOException {
        Path trial = Files.createDirectories(beside.resolve("trial-mount"));
        if (!run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", trial.toString())) {
            return false;
        }
        boolean fills = run("fallocate", "-l", "4096", trial.resolve("filler").toString());
        return run("umount", trial.toString()) && fills;
    }

    static SmallDisk mount(Path directory, int mib) throws IOException {
        Files.createDirectories(directory);
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m,mode=0700", "tmpfs", directory.toString())) {
            throw new IOException("no tmpfs at " + directory);
        }
        return new SmallDisk(directory);
    }

    /** Takes all that is free but some bytes, at once. */
    void fill(long leave) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free > leave && !run("fallocate", "-l", Long.toString(free - leave), filler().toString())) {
            // somebody else took something meanwhile, which is what a full disk is about
            run("fallocate", "-l", Long.toString(Math.max(4096, free - leave - (2 << 20))), filler().toString());
        }
    }

    /** Gives everything back. */
    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        try {
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            if (!run("umount", "-l", directory.toString())) {
                throw new IllegalStateException(directory + " stays mounted: "
                        + Files.readString(Path.of("/proc/mounts"), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
