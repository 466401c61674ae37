package io.amsphub.config.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The file that names the process of a running hub: written when it is ready, removed when it stops. */
record RunFile(Path file) {

    static RunFile of(Path data) {
        return new RunFile(data.resolve("hub.pid"));
    }

    void write() throws IOException {
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Returns the process of the hub, if it runs. */
    Optional<ProcessHandle> process() throws IOException {
        try {
            long pid = Long.parseLong(Files.readString(file).trim());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(RunFile::isJava);
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A pid may have been given to another program since. */
    private static boolean isJava(ProcessHandle process) {
        return process.info().command().map(c -> c.endsWith("java")).orElseGet(() -> !hasEnded(process.pid()));
    }

    /** A process that has ended is there until its parent asks what became of it, which in a container may be never. */
    private static boolean hasEnded(long pid) {
        try {
            String said = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return said.startsWith(" Z ", said.lastIndexOf(')') + 1);
        } catch (IOException e) {
            // nothing is said of it here, so it counts as running: two hubs on one directory are refused by its lock in
            // any case
            return false;
        }
    }
}
