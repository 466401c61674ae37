package io.amsphub.connectors.slicer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A child process with limits. Memory and the size of any file that it writes are limited by the
 * operating system ({@code ulimit} of the shell that becomes the program), time by killing it and all
 * its descendants. It inherits no input and only what it needs of the environment.
 */
final class BoundedProcess {

    private static final int TOLD = 400;
    private static final int KIB = 1024;
    private static final int BLOCK = 512;

    private final Duration time;
    private final long memoryBytes;
    private final long outputBytes;

    BoundedProcess(Duration time, long memoryBytes, long outputBytes) {
        this.time = time;
        this.memoryBytes = memoryBytes;
        this.outputBytes = outputBytes;
    }

    /**
     * Runs a command in a directory and waits for it.
     *
     * @return null when it ended well, otherwise why not, in one line
     */
    @Nullable
    String run(Path directory, List<String> command) throws IOException {
        Path said = directory.resolve("said.txt");
        List<String> bounded = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "ulimit -v " + memoryBytes / KIB + " && ulimit -f " + outputBytes / BLOCK + " && exec \"$0\" \"$@\""));
        bounded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(bounded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return "it took longer than " + time;
            }
            return process.exitValue() == 0 ? null : "exit code " + process.exitValue() + ", " + lastWords(said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the hub stops";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String lastWords(Path said) throws IOException {
        String all = new String(Files.readAllBytes(said), StandardCharsets.UTF_8)
                .strip()
                .replaceAll("\\s+", " ");
        return all.length() > TOLD ? all.substring(all.length() - TOLD) : all;
    }
}
