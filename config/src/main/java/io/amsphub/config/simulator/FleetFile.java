package io.amsphub.config.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.config.simulator.machine.MachineSpec;
import io.amsphub.config.simulator.protocol.MachineAddress;
import io.amsphub.config.simulator.protocol.Payloads;
import io.amsphub.config.simulator.protocol.SizeMm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fleet file: a JSON array of entries. Only {@code centre} and {@code machine} are needed; a field that is not
 * known is an error. An entry with a {@code count} stands for so many printers: <code>{n}</code> in its texts becomes
 * 0001, 0002, ...
 */
public final class FleetFile {

    private FleetFile() {}

    /** One entry as written; null means the default. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String centre,
            String machine,
            @Nullable Integer count,
            @Nullable String user,
            @Nullable String password,
            @Nullable String clientId,
            @Nullable String manufacturer,
            @Nullable String model,
            @Nullable String serial,
            @Nullable String firmware,
            @Nullable String processCategory,
            @Nullable SizeMm buildVolumeMm,
            @Nullable List<String> materials,
            @Nullable Double nozzleMm,
            @Nullable Double speed,
            @Nullable Double failureRate,
            @Nullable Double dimensionErrorMm,
            @Nullable Double rejectRate,
            @Nullable Boolean harvester,
            @Nullable Double harvestDelayS,
            @Nullable Double stateIntervalS,
            @Nullable Integer progressReports,
            @Nullable Integer keepAliveS,
            @Nullable Double clockOffsetS) {

        List<PrinterConfig> printers() {
            List<PrinterConfig> printers = new ArrayList<>();
            for (int n = 1; n <= or(count, 1); n++) {
                printers.add(printer(String.format(Locale.ROOT, "%04d", n)));
            }
            return printers;
        }

        private PrinterConfig printer(String n) {
            MachineAddress address = new MachineAddress(fill(centre, n), fill(machine, n));
            String category = or(processCategory, "MEX");
            boolean harvests = or(harvester, false);
            MachineSpec spec = new MachineSpec(
                    category,
                    or(buildVolumeMm, new SizeMm(220, 220, 250)),
                    or(materials, List.of("PLA")),
                    or(speed, 60.0),
                    or(failureRate, 0.0),
                    or(dimensionErrorMm, 0.05),
                    or(rejectRate, 0.0),
                    harvests ? seconds(or(harvestDelayS, 5.0)) : null,
                    or(progressReports, 10));
            return new PrinterConfig(
                    address,
                    fill(or(user, address.name()), n),
                    password == null ? null : fill(password, n),
                    fill(or(clientId, address.name()), n),
                    fill(or(manufacturer, "AMSP"), n),
                    fill(or(model, "Simulated " + category), n),
                    fill(or(serial, address.centre() + "-" + address.machine()), n),
                    fill(or(firmware, "1.0.0"), n),
                    nozzleMm == null && category.equals("MEX") ? Double.valueOf(0.4) : nozzleMm,
                    spec,
                    seconds(or(stateIntervalS, 30.0)),
                    or(keepAliveS, 30),
                    seconds(or(clockOffsetS, 0.0)));
        }

        private static String fill(String text, String n) {
            return text.replace("{n}", n);
        }

        private static Duration seconds(double seconds) {
            return Duration.ofMillis(Math.round(seconds * 1000));
        }

        private static <T> T or(@Nullable T value, T otherwise) {
            return value == null ? otherwise : value;
        }
    }

    /**
     * Reads a fleet file.
     *
     * @throws IOException when it cannot be read or an entry makes no sense
     */
    public static List<PrinterConfig> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Reads the text of a fleet file; fails like {@link #read}. */
    public static List<PrinterConfig> parse(String json) throws IOException {
        List<PrinterConfig> printers = new ArrayList<>();
        try {
            for (Entry entry : Payloads.mapper().readValue(json, Entry[].class)) {
                printers.addAll(entry.printers());
            }
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new IOException("fleet file: " + e.getMessage(), e);
        }
        if (printers.stream().map(PrinterConfig::address).distinct().count() < printers.size()) {
            throw new IOException("fleet file: two printers have one name");
        }
        return printers;
    }

    /** A mixed fleet for a start: of three printers, two extrude, one cures resin; every tenth fuses powder. */
    public static String standard(int printers, @Nullable String password) {
        List<Entry> entries = new ArrayList<>();
        for (int n = 1; n <= printers; n++) {
            String category = n % 10 == 0 ? "PBF" : n % 3 == 0 ? "VPP" : "MEX";
            entries.add(standardEntry(String.format(Locale.ROOT, "printer-%02d", n), category, password));
        }
        return new String(Payloads.bytes(entries), StandardCharsets.UTF_8).replace("},{\"centre\"", "},\n{\"centre\"");
    }

    private static Entry standardEntry(String machine, String category, @Nullable String password) {
        SizeMm volume =
                switch (category) {
                    case "PBF" -> new SizeMm(380, 284, 380);
                    case "VPP" -> new SizeMm(145, 145, 185);
                    default -> new SizeMm(220, 220, 250);
                };
        List<String> materials =
                switch (category) {
                    case "PBF" -> List.of("PA12");
                    case "VPP" -> List.of("RESIN");
                    default -> List.of("PLA", "PETG");
                };
        return new Entry(
                "centre-1",
                machine,
                null,
                null,
                password,
                null,
                null,
                null,
                null,
                null,
                category,
                volume,
                materials,
                null,
                60.0,
                0.0,
                0.05,
                0.0,
                false,
                null,
                30.0,
                null,
                null,
                null);
    }
}
