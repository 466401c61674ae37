package io.amsphub.config.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Java process that goes on when the command has ended. */
final class Background {

    private static final long LOG_KEPT = 20L << 20;

    private Background() {}

    /**
     * Starts a program of the distribution.
     *
     * @param log where its output goes; a long one of an earlier run is moved aside
     * @param jvm options of the virtual machine
     * @param main the program and its arguments
     */
    static Process start(Path log, List<String> jvm, List<String> main) throws IOException {
        Path directory = log.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (Files.exists(log) && Files.size(log) > LOG_KEPT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(main);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    /** Asks a process to stop and waits; returns whether it did. */
    static boolean stop(ProcessHandle process, long seconds) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        process.destroy();
        try {
            exit.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Returns the last lines of a log. */
    static String tail(Path log, int lines) throws IOException {
        List<String> all = Files.readAllLines(log);
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
