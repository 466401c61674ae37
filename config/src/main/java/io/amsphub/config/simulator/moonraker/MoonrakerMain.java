package io.amsphub.config.simulator.moonraker;

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

/** The program: one simulated Moonraker until SIGTERM; lines on standard input are faults, see {@link SimulatedPrinter}. */
@Command(
        name = "moonraker-printer",
        mixinStandardHelpOptions = true,
        description = "A strict simulated Moonraker with its Klipper: MQTT JSON-RPC, split status, HTTP upload.")
public final class MoonrakerMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--broker", defaultValue = "tcp://localhost:1883", description = "tcp://host:port")
    private String broker = "";

    @Option(names = "--instance", defaultValue = "am/demo/klipper-01", description = "instance_name")
    private String instance = "";

    @Option(names = "--user", description = "at the broker")
    private @Nullable String user;

    @Option(names = "--password", description = "at the broker")
    private @Nullable String password;

    @Option(names = "--http-port", defaultValue = "7125", description = "port of HTTP")
    private int port;

    @Option(names = "--api-key", description = "without one everybody is let in")
    private @Nullable String apiKey;

    @Option(names = "--print-time", defaultValue = "PT60S", description = "how long a print takes")
    private Duration printTime = Duration.ofMinutes(1);

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MoonrakerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        try (MoonrakerPrinter printer = new MoonrakerPrinter(new MoonrakerPrinter.Options(
                broker, instance, user, password, port, apiKey, Duration.ofMillis(250), printTime))) {
            SimulatorConsole.run(present.commandLine().getOut(), printer::control);
        }
        return 0;
    }
}
