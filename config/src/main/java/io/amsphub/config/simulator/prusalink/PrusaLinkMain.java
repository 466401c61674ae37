package io.amsphub.config.simulator.prusalink;

import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import io.amsphub.config.simulator.gcode.SimulatorConsole;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: one simulated PrusaLink until SIGTERM; lines on standard input are faults, see {@link SimulatedPrinter}. */
@Command(
        name = "prusalink-printer",
        mixinStandardHelpOptions = true,
        description = "A strict simulated PrusaLink: HTTP with digest authentication; READY before any start.")
public final class PrusaLinkMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--user", defaultValue = "maker", description = "user of the digest")
    private String user = "";

    @Option(names = "--password", required = true, description = "password of the digest")
    private String password = "";

    @Option(names = "--http-port", defaultValue = "8082", description = "port of HTTP")
    private int port;

    @Option(names = "--print-time", defaultValue = "PT60S", description = "how long a print takes")
    private Duration printTime = Duration.ofMinutes(1);

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PrusaLinkMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        try (PrusaLinkPrinter printer =
                new PrusaLinkPrinter(new PrusaLinkPrinter.Options(port, user, password, printTime))) {
            SimulatorConsole.run(present.commandLine().getOut(), printer::control);
        }
        return 0;
    }
}
