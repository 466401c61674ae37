package io.amsphub.config.simulator.moonraker;

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

/** The program: one simulated Moonraker until SIGTERM; lines on standard input are faults, see {@link SimulatedPrinter}. */
@Command(
        name = "moonraker-printer",
        mixinStandardHelpOptions = true,
        description = "A strict simulated Moonraker with its Klipper: MQTT JSON-RPC, split status, HTTP upload.")
public final class MoonrakerMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private PrinterArguments arguments = new PrinterArguments();

    @Option(names = "--instance", defaultValue = "am/demo/klipper-01", description = "instance_name")
    private String instance = "";

    @Option(names = "--http-port", defaultValue = "7125", description = "port of HTTP")
    private int port;

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MoonrakerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        try (MoonrakerPrinter printer = new MoonrakerPrinter(arguments.options(instance, port))) {
            SimulatorConsole.run(present.commandLine().getOut(), printer::control);
        }
        return 0;
    }
}
