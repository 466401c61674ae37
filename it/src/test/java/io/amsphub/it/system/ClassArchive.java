package io.amsphub.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The archive of loaded classes (CDS) that lets the many hubs of these tests start in half of the time, as {@code ./hub start} does
 * after the first {@code ./hub stop}; the simulators use it, too. It is written once for each build.
 */
final class ClassArchive {

    private static final long PATIENCE_S = 240;

    private ClassArchive() {}

    /** Returns the option of the virtual machine that uses the archive of a distribution. */
    static synchronized String option(Path lib) {
        try {
            Path jar = RunningHub.jar();
            Path archive = lib.resolveSibling("hub.jsa").toAbsolutePath().normalize();
            if (!isThere(archive, jar)) {
                writeOnce(archive, jar);
            }
            return "-XX:SharedArchiveFile=" + archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere(Path archive, Path jar) throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** Two processes run tests at a time: the second waits for what the first one writes. */
    private static void writeOnce(Path archive, Path jar) throws IOException {
        Path turn = archive.resolveSibling("classes.lock");
        try (FileChannel channel = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            if (!isThere(archive, jar)) {
                write(archive, jar);
            }
            lock.release();
        }
    }

    private static void write(Path archive, Path jar) throws IOException {
        Path data = Files.createTempDirectory("class-archive");
        Path partial = data.resolve("hub.jsa");
        Path list = data.resolve("classes.list");
        List<String> command =
                new ArrayList<>(List.of(RunningHub.java(), "-XX:DumpLoadedClassList=" + list, "-Xlog:disable"));
        List<Integer> ports = RunningHub.freePorts(4);
        List<String> names = List.of("hub.http.port", "hub.mqtt.port", "hub.management.port", "hub.amqp.port");
        for (int i = 0; i < names.size(); i++) {
            command.add("-D" + names.get(i) + "=" + ports.get(i));
        }
        command.add("-Dhub.console.enabled=false");
        command.addAll(List.of("-jar", jar.toString(), "serve", "--data", data.toString()));
        Process hub = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("hub.log").toFile())
                .start();
        RunningHub.awaitFile(data.resolve("hub.pid"), hub);
        hub.destroy();
        await(hub);
        await(new ProcessBuilder(
                        RunningHub.java(),
                        "-Xshare:dump",
                        "-Xlog:disable",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + partial,
                        "-cp",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("dump.log").toFile())
                .start());
        Files.move(partial, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("what writes the class archive does not end: " + process.info());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
