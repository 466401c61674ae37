package io.amsphub.config.simulator.sparkplug;

import io.amsphub.config.simulator.gcode.SimulatorConsole;
import io.amsphub.config.simulator.machine.MachineSpec;
import io.amsphub.config.simulator.protocol.SizeMm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: one simulated edge node until SIGTERM; lines on standard input are faults, see {@link SparkplugEdge}. */
@Command(
        name = "sparkplug-edge",
        mixinStandardHelpOptions = true,
        description = "A strict simulated edge node of Sparkplug B 3.0 with printers behind it.")
public final class SparkplugMain implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--broker", defaultValue = "tcp://localhost:1883", description = "tcp://host:port")
    private String broker = "";

    @Option(names = "--user", description = "at the broker")
    private @Nullable String user;

    @Option(names = "--password", description = "at the broker")
    private @Nullable String password;

    @Option(names = "--group", defaultValue = "AMSP", description = "group of the edge node")
    private String group = "";

    @Option(names = "--edge", defaultValue = "cell-1", description = "name of the edge node")
    private String edge = "";

    @Option(names = "--printers", defaultValue = "printer-01", split = ",", description = "names of its devices")
    private List<String> printers = List.of();

    @Option(names = "--primary-host", description = "it is born only while this host application is online")
    private @Nullable String primaryHost;

    @Option(names = "--state", required = true, description = "directory of the machines' memories and the ledger")
    private @Nullable Path state;

    @Option(names = "--materials", defaultValue = "PLA", split = ",", description = "what is loaded")
    private List<String> materials = List.of();

    @Option(names = "--speed", defaultValue = "60", description = "simulated seconds per second")
    private double speed;

    @Option(names = "--monitor-only", description = "the printers have no commands")
    private boolean monitorOnly;

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SparkplugMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        MachineSpec built = new MachineSpec("MEX", new SizeMm(250, 210, 220), materials, speed, 0, 0.05, 0, null, 10);
        EdgeOptions options = new EdgeOptions(
                broker,
                user,
                password,
                group,
                edge,
                primaryHost,
                java.util.Objects.requireNonNull(state),
                INTERVAL,
                built,
                printers,
                monitorOnly);
        try (SparkplugEdge running = new SparkplugEdge(options)) {
            SimulatorConsole.run(present.commandLine().getOut(), running::control);
        }
        return 0;
    }
}
