package io.amsphub.config.simulator.bambu;

import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import io.amsphub.config.simulator.gcode.SimulatorConsole;
import io.amsphub.config.simulator.memory.PrintLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The program: one simulated Bambu Lab machine until SIGTERM; lines on standard input are faults, see
 * {@link SimulatedPrinter} and {@link BambuPrinter}; {@code violations} tells what the hub did wrong.
 */
@Command(
        name = "bambu-printer",
        mixinStandardHelpOptions = true,
        description = "A strict simulated Bambu Lab machine: MQTT over TLS and implicit FTPS, both inside the machine.")
public final class BambuMain implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--serial", defaultValue = "01P00C000000001", description = "serial number")
    private String serial = "";

    @Option(names = "--access-code", defaultValue = "12345678", description = "the password of bblp")
    private String accessCode = "";

    @Option(names = "--mqtt-port", defaultValue = "8883", description = "port of MQTT")
    private int port;

    @Option(names = "--ftps-port", defaultValue = "9990", description = "port of FTPS; 990 on real machines")
    private int filesPort;

    @Option(names = "--print-time", defaultValue = "PT60S", description = "how long a print takes")
    private Duration printTime = Duration.ofMinutes(1);

    @Option(names = "--ledger", description = "directory of the file that tells what was really printed")
    private @Nullable Path ledger;

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BambuMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = java.util.Objects.requireNonNull(spec);
        BambuPrinter.Options options = new BambuPrinter.Options(
                serial, accessCode, port, filesPort, MachineIdentity.selfSigned(serial), INTERVAL, printTime);
        Path directory = ledger;
        try (PrintLedger prints = directory == null ? null : PrintLedger.open(directory);
                BambuPrinter printer = new BambuPrinter(options)) {
            if (prints != null) {
                printer.witnessed(prints, serial);
            }
            SimulatorConsole.run(
                    present.commandLine().getOut(),
                    line -> line.equals("violations") ? printer.violations().toString() : printer.control(line));
        }
        return 0;
    }
}
