package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.HubSettings;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.FleetMain;
import io.amsphub.config.tls.HubTls;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A small fleet of simulated printers: registered at the hub, then run as a process of their own. */
final class PrinterFleet {

    private static final String CENTRE = "demo";

    private final Path directory;

    PrinterFleet(Path data) {
        this.directory = data.resolve("printers");
    }

    RunFile runFile() {
        return RunFile.of(directory);
    }

    Path log() {
        return directory.resolve("printers.log");
    }

    /** Registers and starts printers; each gets a secret of its own. */
    void start(HubClient hub, HubSettings settings, int printers) throws IOException {
        Files.createDirectories(directory);
        ArrayNode fleet = Json.mapper().createArrayNode();
        for (int n = 1; n <= printers; n++) {
            String machine = String.format(Locale.ROOT, "printer-%02d", n);
            JsonNode registered = HubAccess.require(hub.post("/devices", registration(machine)));
            fleet.add(entry(machine, registered.path("secret").asText()));
        }
        Path file = directory.resolve("fleet.json");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, fleet.toString());
        Process process = Background.start(
                log(),
                options(settings),
                List.of(
                        FleetMain.class.getName(),
                        "--broker",
                        broker(settings),
                        "--fleet",
                        file.toString(),
                        "--state",
                        directory.resolve("state").toString()));
        Files.writeString(runFile().file(), process.pid() + "\n");
    }

    private static String broker(HubSettings settings) {
        HubSettings.Broker broker = settings.broker();
        if (broker.own().elsewhere()) {
            return ServeCommand.mqtt(broker);
        }
        return "tcp://" + (settings.tls().on() ? "127.0.0.1" : broker.mqttHost()) + ":" + broker.mqttPort();
    }

    private static List<String> options(HubSettings settings) {
        List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        if (settings.tls().on()) {
            options.add("-Djavax.net.ssl.trustStore=" + HubTls.known(settings.dataDirectory()));
            options.add("-Djavax.net.ssl.trustStorePassword=" + HubTls.KNOWN_PASSWORD);
        }
        return options;
    }

    private static Map<String, Object> registration(String machine) {
        return Map.of(
                "amCentre",
                CENTRE,
                "machine",
                machine,
                "dialect",
                "amsp-native",
                "processCategory",
                "MEX",
                "buildVolumeMm",
                Map.of("x", 250, "y", 210, "z", 220),
                "materials",
                List.of("PLA", "PETG"));
    }

    private static ObjectNode entry(String machine, String secret) {
        ObjectNode entry = Json.mapper().createObjectNode();
        entry.put("centre", CENTRE).put("machine", machine).put("password", secret);
        entry.put("model", "Simulated MEX").put("processCategory", "MEX");
        entry.putObject("buildVolumeMm").put("x", 250).put("y", 210).put("z", 220);
        entry.putArray("materials").add("PLA").add("PETG");
        entry.put("speed", 600).put("harvester", true).put("harvestDelayS", 1.0).put("stateIntervalS", 5);
        entry.put("dimensionErrorMm", 0.04).put("progressReports", 8);
        return entry;
    }
}
