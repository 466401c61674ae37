package io.amsphub.config.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stops the hub, and the simulated printers if they run. */
@Command(
        name = "stop",
        description = "Stop the hub: what is under way is finished first.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    private static final long PATIENCE_S = 60;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Override
    public Integer call() throws IOException {
        Path data = hub.data();
        RunFile printers = new PrinterFleet(data).runFile();
        Optional<ProcessHandle> fleet = printers.process();
        if (fleet.isPresent()) {
            stop("simulated printers", fleet.get());
            Files.deleteIfExists(printers.file());
        }
        Optional<ProcessHandle> process = new HubProcess(data).running();
        if (process.isEmpty()) {
            hub.out().println("no hub is running on " + data);
            return 0;
        }
        stop("hub", process.get());
        prepareStarts(data);
        return 0;
    }

    /** Whatever is in the way of it, the hub has stopped. */
    private void prepareStarts(Path data) {
        try {
            if (FastStart.of(data).write(System.getProperty("java.class.path")).isPresent()) {
                hub.out()
                        .println("in the background an archive of its classes is written, once, for quicker starts;"
                                + " that takes a processor some 20 s");
            }
        } catch (IOException e) {
            hub.out().println("the next start will not be quicker: the archive of classes cannot be written: " + e);
        }
    }

    private void stop(String what, ProcessHandle process) {
        if (!Background.stop(process, PATIENCE_S)) {
            throw new CommandFailure(
                    HubCommand.REFUSED,
                    "the " + what + " (pid " + process.pid() + ") did not stop within " + PATIENCE_S
                            + " s; its log says why, 'kill -9 " + process.pid() + "' loses nothing");
        }
        hub.out().println("stopped the " + what + " (pid " + process.pid() + ")");
    }
}
