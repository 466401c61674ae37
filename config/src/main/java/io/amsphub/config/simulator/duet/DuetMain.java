package io.amsphub.config.simulator.duet;

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

/** The program: one simulated Duet until SIGTERM; lines on standard input are faults, see {@link SimulatedPrinter}. */
@Command(
        name = "duet-printer",
        mixinStandardHelpOptions = true,
        description = "A strict simulated Duet: HTTP standalone, and what the documented macros say over MQTT."
                + " The API key is the machine's password.")
public final class DuetMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private PrinterArguments arguments = new PrinterArguments();

    @Option(names = "--topic-root", defaultValue = "am/demo/duet-01", description = "where the macros publish")
    private String root = "";

    @Option(names = "--http-port", defaultValue = "8083", description = "port of HTTP")
    private int port;

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DuetMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        try (DuetPrinter printer = new DuetPrinter(arguments.options(root, port))) {
            SimulatorConsole.run(present.commandLine().getOut(), printer::control);
        }
        return 0;
    }
}
