package io.amsphub.config.cli;

import io.amsphub.config.DataDirectory;
import io.amsphub.config.HubSettings;
import io.amsphub.config.operation.DiskRoom;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The running hub of a data directory, as another process sees it. */
final class HubProcess {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final int TAIL = 15;
    private static final String STANDARD_HEAP = "1g";

    /** Nothing is deserialised that is not of the platform itself: the hub speaks JSON. */
    private static final String SERIAL_FILTER = "java.base/*;java.management/*;java.rmi/*;!*";

    private final Path data;

    HubProcess(Path data) {
        this.data = data;
    }

    Path log() {
        return data.resolve("logs").resolve("hub.log");
    }

    /** Returns the process, if the hub runs. */
    Optional<ProcessHandle> running() throws IOException {
        return RunFile.of(data).process();
    }

    /**
     * Starts the hub and waits until it is ready.
     *
     * @throws CommandFailure when it does not become ready, with the end of its log
     */
    void start(PrintWriter out) throws IOException {
        HubSettings settings = Settings.read(data);
        DataDirectory.make(data);
        DataDirectory.make(settings.shared());
        DiskRoom room = DiskRoom.of(settings);
        String said = "";
        Instant began = Instant.now();
        Files.deleteIfExists(RunFile.of(data).file());
        Process process =
                Background.start(log(), jvm(), List.of(HubCommand.class.getName(), "serve", "--data", data.toString()));
        out.print("starting the hub ");
        out.flush();
        while (running().isEmpty()) {
            String shortage = room.shortage().orElse(said);
            if (!said.equals(shortage)) {
                said = shortage;
                out.printf("%nit waits: %s; free space, hub.disk.reserve-bytes says how much ", said);
            }
            out.print(".");
            out.flush();
            if (waited(process) || Duration.between(began, Instant.now()).compareTo(START_PATIENCE) > 0) {
                out.println();
                process.destroy();
                throw new CommandFailure(
                        HubCommand.REFUSED,
                        "the hub did not start; the end of " + log() + ":\n" + Background.tail(log(), TAIL));
            }
        }
        out.printf(
                " ready after %.1f s%n", Duration.between(began, Instant.now()).toMillis() / 1000.0);
        out.flush();
    }

    /** Waits a moment for the process to end; returns whether it did. */
    private static boolean waited(Process process) {
        try {
            return process.waitFor(250, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private List<String> jvm() throws IOException {
        String heap = Optional.ofNullable(System.getenv("HUB_HEAP")).orElse(STANDARD_HEAP);
        List<String> options = new ArrayList<>();
        options.add("-Xmx" + heap);
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.add("-Djava.awt.headless=true");
        options.add("-Djdk.serialFilter=" + SERIAL_FILTER);
        FastStart.of(data).option().ifPresent(options::add);
        // What the archive leaves out is of no interest, and would hide the reason of a failed start.
        options.add("-Xlog:disable");
        options.add("-Xlog:all=error:stderr");
        Optional.ofNullable(System.getenv("HUB_JVM_OPTIONS"))
                .filter(o -> !o.isBlank())
                .ifPresent(o -> options.addAll(List.of(o.trim().split("\\s+"))));
        return options;
    }
}
