package io.amsphub.it.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.FleetMain;
import io.amsphub.config.simulator.memory.LedgerAudit;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Simulated printers as a process of their own, and the ledger of what they printed. */
public final class PrinterFarm implements AutoCloseable {

    private final Path directory;
    private final String broker;
    private final ArrayNode fleet = Json.mapper().createArrayNode();
    private String centre = "demo";
    private @Nullable Process process;

    /** A farm that is not started. */
    public PrinterFarm(Path directory, String broker) {
        this.directory = directory;
        this.broker = broker;
    }

    /** Has the printers that are added from now on stand at a centre. */
    public PrinterFarm at(String amCentre) {
        centre = amCentre;
        return this;
    }

    /** Registers a machine of the native dialect at the centre demo; returns its secret. */
    public static String register(HubClient hub, String machine) throws IOException {
        return register(hub, "demo", machine);
    }

    private static String register(HubClient hub, String centre, String machine) throws IOException {
        return RunningHub.ok(hub.post(
                        "/devices",
                        Map.of(
                                "amCentre",
                                centre,
                                "machine",
                                machine,
                                "dialect",
                                "amsp-native",
                                "processCategory",
                                "MEX",
                                "buildVolumeMm",
                                Map.of("x", 250, "y", 210, "z", 220),
                                "materials",
                                List.of("PLA"))))
                .path("secret")
                .asText();
    }

    /** Registers a printer at the hub; {@code change} changes how it is simulated. */
    public PrinterFarm add(HubClient hub, String machine, Consumer<ObjectNode> change) throws IOException {
        String secret = register(hub, centre, machine);
        ObjectNode entry = fleet.addObject();
        entry.put("centre", centre).put("machine", machine);
        entry.put("password", secret);
        entry.putObject("buildVolumeMm").put("x", 250).put("y", 210).put("z", 220);
        entry.putArray("materials").add("PLA");
        entry.put("speed", 20000).put("harvester", true).put("harvestDelayS", 0.02);
        entry.put("stateIntervalS", 5).put("progressReports", 3).put("dimensionErrorMm", 0.02);
        change.accept(entry);
        return this;
    }

    /** Registers some fast printers that clear their own platforms. */
    public PrinterFarm addFast(HubClient hub, int printers) throws IOException {
        for (int n = 1; n <= printers; n++) {
            add(hub, "fast-" + n, entry -> {});
        }
        return this;
    }

    /** Starts the printers. */
    public PrinterFarm start() throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("fleet.json");
        Files.writeString(file, fleet.toString());
        List<String> command = new ArrayList<>(List.of(
                RunningHub.java(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                ClassArchive.option(RunningHub.LIB),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-cp",
                RunningHub.jar().toString()));
        command.addAll(List.of(
                FleetMain.class.getName(),
                "--broker",
                broker,
                "--fleet",
                file.toString(),
                "--state",
                state().toString(),
                "--control",
                control().toString()));
        if (!Files.exists(control())) {
            Files.createFile(control());
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("fleet.log").toFile()))
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> log().contains("printers connected"));
        return this;
    }

    /** Tells the simulator to do something to its printers, see its faults. */
    public void tell(String line) throws IOException {
        Files.writeString(control(), line + "\n", StandardOpenOption.APPEND);
    }

    /** Returns how often each job was physically begun, from the printers' own ledger. */
    public Map<String, Integer> starts() throws IOException {
        return count("START");
    }

    /** Returns how often each job was physically finished. */
    public Map<String, Integer> finishes() throws IOException {
        return count("FINISHED");
    }

    /** Returns which machine had an event (START, FINISHED, FAILED, CANCELLED) with each job. */
    Map<String, String> prints(String event) throws IOException {
        Map<String, String> machines = new TreeMap<>();
        for (PrintLedger.Line line : ledger()) {
            if (line.event().equals(event)) {
                machines.put(line.job(), line.machine());
            }
        }
        return machines;
    }

    /** Returns the printers' own ledger. */
    List<PrintLedger.Line> ledger() throws IOException {
        return PrintLedger.read(state());
    }

    /** Returns what the printers' own ledger says of doubled prints. */
    public LedgerAudit audit() throws IOException {
        return LedgerAudit.of(ledger());
    }

    private Map<String, Integer> count(String event) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (PrintLedger.Line line : ledger()) {
            if (line.event().equals(event)) {
                counts.merge(line.job(), 1, Integer::sum);
            }
        }
        return counts;
    }

    public Path state() {
        return directory.resolve("state");
    }

    public String log() throws IOException {
        return Files.readString(directory.resolve("fleet.log"));
    }

    private Path control() {
        return directory.resolve("control");
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
