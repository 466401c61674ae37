package io.amsphub.it.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the simulator as a process of its own, which obeys lines and says what it did. */
final class SimulatorProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    /** Starts a program with arguments; what it says goes to a file. */
    SimulatorProcess(Class<?> program, Path log, String... arguments) throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>(List.of(
                RunningHub.java(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                ClassArchive.option(RunningHub.LIB),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-cp",
                RunningHub.jar().toString(),
                program.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Gives it a line. */
    void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator is gone: " + said(), e);
        }
    }

    /** Returns what it has said. */
    List<String> said() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
