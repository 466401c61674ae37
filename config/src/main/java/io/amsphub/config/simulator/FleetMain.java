package io.amsphub.config.simulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.amsphub.config.simulator.memory.LedgerAudit;
import io.amsphub.config.simulator.memory.PrintLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: a fleet of simulated printers until SIGTERM. Lines on standard input are faults, see {@link Faults}. */
@Command(
        name = "amsp-printers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Strict simulated printers that speak AMSP native over MQTT 5.",
        footer = {
            "",
            "Faults, one a line on standard input or in the --control file; MACHINE may be *:",
            "  fail M | vanish M SECONDS | reboot M [SECONDS] | garbage M | duplicate M on|off",
            "  late M SECONDS | shuffle M SECONDS | refuse M on|off | attention M on|off | clear M",
            "  status [M] | quit"
        })
public final class FleetMain implements Callable<Integer> {

    private static final int FOLLOW_MS = 200;
    private static final Duration CONNECT_PATIENCE = Duration.ofMinutes(2);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            split = ",",
            defaultValue = "tcp://localhost:1883",
            description = "tcp://host:port or ssl://host:port; of several, parted by commas, one is up"
                    + " (default: ${DEFAULT-VALUE})")
    private List<URI> brokers = List.of(URI.create("tcp://localhost:1883"));

    @Option(names = "--trust", paramLabel = "PEM", description = "certificates that the broker's is checked against")
    private @Nullable Path trust;

    @Option(names = "--fleet", paramLabel = "JSON", description = "fleet file; without one a mixed fleet is made up")
    private @Nullable Path fleetFile;

    @Option(
            names = "--printers",
            paramLabel = "N",
            defaultValue = "20",
            description = "size of the made-up fleet (default: ${DEFAULT-VALUE})")
    private int printers = 20;

    @Option(names = "--password", paramLabel = "TEXT", description = "password of each made-up printer")
    private @Nullable String password;

    @Option(names = "--print-fleet", description = "print the made-up fleet as a fleet file, and end")
    private boolean printFleet;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "printers-state",
            description = "non-volatile memories and the ledger (default: ${DEFAULT-VALUE})")
    private Path state = Path.of("printers-state");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of everything left to chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "obey the lines that are appended to this file, too")
    private @Nullable Path control;

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            defaultValue = "INFO",
            description = "ERROR, WARN, INFO, DEBUG or TRACE (default: ${DEFAULT-VALUE})")
    private String logLevel = "INFO";

    /** Runs the program; exits with 0 after SIGTERM or {@code quit}, 1 when it cannot start, 2 for wrong options. */
    public static void main(String[] arguments) {
        int code = commandLine(new FleetMain()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The command line; what goes wrong is told in one line. */
    static CommandLine commandLine(FleetMain program) {
        return new CommandLine(program).setExecutionExceptionHandler((e, line, result) -> {
            line.getErr().println("error: " + e.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.toLevel(logLevel));
        }
        PrintWriter out = commandLine().getOut();
        String standard = FleetFile.standard(printers, password);
        if (printFleet) {
            out.println(standard);
            out.flush();
            return 0;
        }
        Path file = fleetFile;
        List<PrinterConfig> configs = file == null ? FleetFile.parse(standard) : FleetFile.read(file);
        run(new Fleet(configs, new Fleet.Options(brokers, trust, state, seed)), out);
        return 0;
    }

    /** Counts the ledger of a state directory; exits with 1 when a job or a part was printed twice. */
    @Command(
            name = "audit",
            mixinStandardHelpOptions = true,
            description = "Count the print ledger of --state; exit code 1 when a job or a part was started twice.")
    int audit(@Option(names = "--state", paramLabel = "DIR", required = true) Path directory) throws IOException {
        LedgerAudit audit = LedgerAudit.of(PrintLedger.read(directory));
        PrintWriter out = commandLine().getOut();
        out.printf(
                "starts %d, finished %d, failed %d, cancelled %d, parts %d, crimes %d%n",
                audit.starts(),
                audit.finished(),
                audit.failed(),
                audit.cancelled(),
                audit.parts(),
                audit.crimes().size());
        audit.crimes().forEach(out::println);
        out.flush();
        return audit.crimes().isEmpty() ? 0 : 1;
    }

    private void run(Fleet fleet, PrintWriter out) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            awaitQuietly(ended);
        }));
        var helpers = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "printer-control");
            thread.setDaemon(true);
            return thread;
        });
        long started = System.nanoTime();
        fleet.powerOn();
        helpers.execute(() -> {
            boolean all = fleet.awaitConnected(CONNECT_PATIENCE);
            say(
                    out,
                    (all ? "ready: " : "not all: ") + fleet.connected() + " of " + fleet.size()
                            + " printers connected in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)
                            + " ms");
        });
        Path followed = control;
        if (followed != null) {
            LineFollower follower = new LineFollower(followed, line -> obey(line, fleet, end, out));
            var unused = helpers.scheduleWithFixedDelay(follower::look, 0, FOLLOW_MS, TimeUnit.MILLISECONDS);
        }
        Thread console = new Thread(() -> readConsole(line -> obey(line, fleet, end, out), out), "printer-console");
        console.setDaemon(true);
        console.start();
        end.await();
        helpers.shutdownNow();
        fleet.close();
        say(out, "off");
        ended.countDown();
    }

    private static void obey(String line, Fleet fleet, CountDownLatch end, PrintWriter out) {
        if (line.strip().equals("quit")) {
            end.countDown();
        } else {
            say(out, fleet.control(line));
        }
    }

    private static void readConsole(Consumer<String> sink, PrintWriter out) {
        try {
            BufferedReader console = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            for (String line = console.readLine(); line != null; line = console.readLine()) {
                if (!line.isBlank()) {
                    sink.accept(line);
                }
            }
        } catch (IOException e) {
            say(out, "standard input is gone: " + e.getMessage());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private CommandLine commandLine() {
        CommandSpec present = spec;
        if (present == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return present.commandLine();
    }
}
