package io.amsphub.config.simulator.octoprint;

import io.amsphub.config.simulator.gcode.PrinterArguments;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import io.amsphub.config.simulator.gcode.SimulatorConsole;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: one simulated OctoPrint until SIGTERM; lines on standard input are faults, see {@link SimulatedPrinter}. */
@Command(
        name = "octoprint-printer",
        mixinStandardHelpOptions = true,
        description = "A strict simulated OctoPrint: REST, and the events of its MQTT plugin.")
public final class OctoPrintMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private PrinterArguments arguments = new PrinterArguments();

    @Option(names = "--base", defaultValue = "am/demo/octo-01", description = "base topic, without a slash at the end")
    private String base = "";

    @Option(names = "--http-port", defaultValue = "5000", description = "port of HTTP")
    private int port;

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OctoPrintMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        try (OctoPrintPrinter printer = new OctoPrintPrinter(arguments.options(base, port))) {
            SimulatorConsole.run(present.commandLine().getOut(), printer::control);
        }
        return 0;
    }
}
