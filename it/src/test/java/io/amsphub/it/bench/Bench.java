package io.amsphub.it.bench;

import io.amsphub.it.system.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where scenarios run: a directory, one hub at a time, and the partners' processes. */
final class Bench implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Path directory;
    private final Scale scale;
    private final List<Process> partners = new ArrayList<>();
    private String name = "";
    private @Nullable RunningHub hub;
    private @Nullable MqttFleet fleet;

    /** A bench in an empty directory. */
    Bench(Path directory, Scale scale) {
        this.directory = directory;
        this.scale = scale;
    }

    Path directory() {
        return directory;
    }

    Scale scale() {
        return scale;
    }

    /** Returns the hub of a name, started; another that ran is killed. In a short run there is one hub for all. */
    RunningHub hub(String wanted, String heap, String... settings) throws IOException {
        RunningHub running = hub;
        String which = scale.full() ? wanted : "short";
        if (running != null && running.alive() && which.equals(name)) {
            return running;
        }
        closeHub();
        for (int attempt = 1; ; attempt++) {
            RunningHub starting = new RunningHub(directory.resolve(which)).heap(heap);
            if (scale.full()) {
                starting.optimised();
            }
            for (int n = 0; n < settings.length; n += 2) {
                starting.with(settings[n], settings[n + 1]);
            }
            hub = starting;
            name = which;
            try {
                return starting.start();
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
                Files.delete(starting.logFile()); // somebody else has taken one of its ports meanwhile
            }
        }
    }

    /** Returns the machines of the hub of a name, registered. */
    MqttFleet fleet(RunningHub of, int machines) throws Exception {
        MqttFleet registered = fleet;
        if (registered == null) {
            registered = MqttFleet.register(of, machines);
            fleet = registered;
        }
        return registered;
    }

    /** Starts a program of these tests as a process of its own. */
    Process partner(String heap, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                RunningHub.java(),
                "-Xmx" + heap,
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath() + ":" + RunningHub.jar(),
                program.getName()));
        command.addAll(Arrays.asList(arguments));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        directory.resolve(program.getSimpleName() + ".log").toFile())
                .start();
        partners.add(started);
        return started;
    }

    /** Returns an empty directory. */
    Path empty(String called) throws IOException {
        return Files.createTempDirectory(directory, called);
    }

    /** Ends what a scenario has left running. */
    void endPartners() {
        for (Process partner : partners) {
            partner.destroyForcibly().onExit().join();
        }
        partners.clear();
    }

    private void closeHub() {
        RunningHub running = hub;
        hub = null;
        fleet = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void close() {
        closeHub();
        endPartners();
    }
}
