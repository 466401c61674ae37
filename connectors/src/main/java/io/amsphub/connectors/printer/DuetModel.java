package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the object model of RepRapFirmware means, and which jobs were seen in it. */
final class DuetModel {

    private static final String STARTED = "STARTED";
    private static final int REMEMBERED = 20;
    private static final double PERCENT = 100;
    private static final Map<String, DeviceState> STATES = Map.ofEntries(
            Map.entry("starting", DeviceState.PREPARING),
            Map.entry("updating", DeviceState.PREPARING),
            Map.entry("off", DeviceState.NOT_READY),
            Map.entry("halted", DeviceState.ATTENTION),
            Map.entry("pausing", DeviceState.PRINTING),
            Map.entry("paused", DeviceState.PAUSED),
            Map.entry("resuming", DeviceState.PAUSED),
            Map.entry("cancelling", DeviceState.PRINTING),
            Map.entry("processing", DeviceState.PRINTING),
            Map.entry("simulating", DeviceState.PREPARING),
            Map.entry("idle", DeviceState.IDLE));
    private static final Set<String> MOVING = Set.of("busy", "changingTool");

    private final Map<String, String> seen = new LinkedHashMap<>();

    /** Takes in a whole look. */
    Observation look(JsonNode state, JsonNode job, JsonNode heat, Instant now) {
        String word = state.path("status").asText();
        JsonNode file = job.path("file");
        boolean printing = file.path("fileName").isTextual();
        DeviceState means = MOVING.contains(word)
                ? printing ? DeviceState.PRINTING : DeviceState.PREPARING
                : STATES.getOrDefault(word, DeviceState.UNKNOWN);
        boolean running = means == DeviceState.PRINTING || means == DeviceState.PAUSED;
        String name = running ? JobFile.job(file.path("fileName").asText()) : null;
        last(job, name);
        if (name != null) {
            remember(name, STARTED);
        }
        List<RecentJob> recent = seen.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(name))
                .map(entry -> new RecentJob(entry.getKey(), entry.getValue()))
                .toList();
        return new Observation(
                means,
                null,
                name,
                name == null ? null : progress(job.path("filePosition"), file.path("size")),
                temperatures(heat),
                recent,
                means == DeviceState.ATTENTION ? halted(now) : null);
    }

    /** The file that was printed last; it stays until the next ends, or the power goes. */
    private void last(JsonNode job, @Nullable String running) {
        String ended = JobFile.job(job.path("lastFileName").asText());
        if (ended != null
                && !ended.equals(running)
                && !job.path("lastFileSimulated").asBoolean()) {
            remember(
                    ended,
                    job.path("lastFileCancelled").asBoolean()
                            ? "CANCELLED"
                            : job.path("lastFileAborted").asBoolean() ? "FAILED" : "FINISHED");
        }
    }

    private void remember(String job, String outcome) {
        seen.put(job, outcome);
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** Returns how far a file is read, in percent. */
    static @Nullable Double progress(JsonNode position, JsonNode size) {
        boolean known = position.isNumber() && size.asDouble() > 0;
        return known ? (Double) Math.min(PERCENT, PERCENT * position.asDouble() / size.asDouble()) : null;
    }

    private static Map<String, Double> temperatures(JsonNode heat) {
        Map<String, Double> temperatures = new HashMap<>();
        Set<Integer> others = new HashSet<>();
        heat.path("bedHeaters").forEach(index -> others.add(index.asInt(-1)));
        heat.path("chamberHeaters").forEach(index -> others.add(index.asInt(-1)));
        put(temperatures, "platform", heat, heat.path("bedHeaters").path(0).asInt(-1));
        put(temperatures, "chamber", heat, heat.path("chamberHeaters").path(0).asInt(-1));
        for (int i = 0; i < heat.path("heaters").size(); i++) {
            if (!others.contains(i)) {
                put(temperatures, "nozzle", heat, i);
                break;
            }
        }
        return temperatures;
    }

    private static void put(Map<String, Double> temperatures, String name, JsonNode heat, int heater) {
        JsonNode current = heat.path("heaters").path(heater).path("current");
        if (current.isNumber()) {
            temperatures.put(name, current.asDouble());
        }
    }

    private static Alarm halted(Instant now) {
        return new Alarm(
                "PRINTER_HALTED",
                Severity.ERROR,
                "the firmware was stopped in an emergency",
                "see to the machine; M999 or switching it off and on starts the firmware again",
                now);
    }
}
