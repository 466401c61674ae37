package io.amsphub.config.simulator.scanner;

import io.amsphub.config.simulator.gcode.SimulatorConsole;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: one simulated scanner until SIGTERM, or {@code quit} on standard input. */
@Command(
        name = "scanner",
        mixinStandardHelpOptions = true,
        description = "A simulated 3D scanner: commands and claim checks over MQTT 5, files over HTTP or a folder.")
public final class ScannerMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--broker", defaultValue = "tcp://localhost:1883", description = "tcp://host:port")
    private URI broker = URI.create("tcp://localhost:1883");

    @Option(names = "--centre", defaultValue = "demo", description = "the AM centre")
    private String centre = "";

    @Option(names = "--scanner", defaultValue = "scan-01", description = "its name there")
    private String scanner = "";

    @Option(names = "--password", required = true, description = "its secret at the hub")
    private String password = "";

    @Option(names = "--model", description = "the part, binary STL; without it the one that the command names")
    private @Nullable Path model;

    @Option(names = "--points", defaultValue = "20000", description = "points of a scan")
    private int points;

    @Option(names = "--noise", defaultValue = "0.02", description = "standard deviation of a coordinate, mm")
    private double noiseMm;

    @Option(names = "--offset", defaultValue = "0", description = "how much too large the part is on each side, mm")
    private double offsetMm;

    @Option(names = "--turn", defaultValue = "0", description = "how the part lies before the scanner, degrees")
    private double turnDegrees;

    @Option(names = "--seed", defaultValue = "1", description = "of the noise")
    private long seed;

    @Option(names = "--claim-first", description = "announce before the file is sent")
    private boolean claimFirst;

    @Option(names = "--times", defaultValue = "1", description = "how often claim check and file are sent")
    private int times;

    @Option(names = "--corrupt", description = "damage the first file that is sent")
    private boolean corrupt;

    @Option(names = "--drop-folder", description = "put files there instead of sending them")
    private @Nullable Path dropFolder;

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScannerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ScannerOptions options = new ScannerOptions(
                InetSocketAddress.createUnresolved(broker.getHost(), broker.getPort()),
                centre,
                scanner,
                password,
                model,
                new CloudMaker.View(points, noiseMm, offsetMm, turnDegrees, seed),
                claimFirst,
                times,
                corrupt,
                dropFolder);
        try (SimulatedScanner simulated = new SimulatedScanner(options, out)) {
            simulated.start();
            SimulatorConsole.run(out, line -> "unknown: " + line);
        }
        return 0;
    }
}
