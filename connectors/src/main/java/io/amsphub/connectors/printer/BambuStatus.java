package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a Bambu Lab machine stood at one moment, in its own words and in canonical ones.
 *
 * @param print the merged {@code print} object
 * @param cancelled whether its latest job was cancelled
 * @param between whether it has named its next job, and not yet said how that one is
 * @param unsigned whether it has refused a command because that was not signed
 */
record BambuStatus(JsonNode print, boolean cancelled, boolean between, boolean unsigned) {

    private static final Map<String, DeviceState> STATES = Map.of(
            "IDLE", DeviceState.IDLE,
            "INIT", DeviceState.PREPARING,
            "PREPARE", DeviceState.PREPARING,
            "SLICING", DeviceState.PREPARING,
            "RUNNING", DeviceState.PRINTING,
            "PAUSE", DeviceState.PAUSED,
            "FINISH", DeviceState.FINISHED,
            "FAILED", DeviceState.FAILED);
    private static final long SIGNED_COMMANDS = 0x2000_0000L;
    private static final int HEX = 16;

    /** Returns the canonical state, with nothing of what the hub knows beside. */
    DeviceState state() {
        if (between) {
            return DeviceState.PREPARING;
        }
        DeviceState state = STATES.getOrDefault(print.path("gcode_state").asText(), DeviceState.UNKNOWN);
        return state == DeviceState.FAILED && cancelled ? DeviceState.CANCELLED : state;
    }

    /** Returns the number of the latest submission; 0 for none of the hub's kind. */
    int submission() {
        JsonNode id = print.path("subtask_id");
        try {
            return Math.max(0, Integer.parseInt(id.asText("0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns the name under which the latest job was submitted; empty when it has none. */
    String name() {
        return print.path("subtask_name").asText("");
    }

    /** Returns whether the latest job is that of a submission: others may give the same number, but not the same name. */
    boolean isOf(int number, String job) {
        return submission() == number && (name().isEmpty() || name().equals(job));
    }

    /** Returns number and name of the latest job, as they are. */
    String label() {
        return print.path("subtask_id").asText("") + " " + name();
    }

    /** Returns what tells the latest job from any other; empty when that cannot be told. */
    String mark() {
        String id = print.path("subtask_id").asText("");
        return id.isEmpty() || id.equals("0") ? "" : label();
    }

    /** Returns how far the print is. */
    @Nullable
    Double progressPct() {
        DeviceState state = state();
        JsonNode percent = print.path("mc_percent");
        boolean running = state == DeviceState.PRINTING || state == DeviceState.PAUSED;
        return running && percent.isNumber() ? (Double) percent.asDouble() : null;
    }

    /** Returns whether commands are dropped because they are not signed. */
    boolean developerModeOff() {
        return unsigned || (functions() & SIGNED_COMMANDS) != 0 || hms().anyMatch(BambuCodes.UNSIGNED::equals);
    }

    private long functions() {
        try {
            return Long.parseUnsignedLong(print.path("fun").asText("0"), HEX);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Stream<String> hms() {
        return entries()
                .map(entry -> BambuCodes.hms(
                        entry.path("attr").asLong(), entry.path("code").asLong()));
    }

    private Stream<JsonNode> entries() {
        return StreamSupport.stream(print.path("hms").spliterator(), false);
    }

    /** Returns whether it cannot be given work though it rests. */
    boolean unable() {
        return developerModeOff()
                || entries()
                        .map(entry -> BambuCodes.severity(entry.path("code").asLong()))
                        .anyMatch(severity -> severity.compareTo(Severity.ERROR) >= 0);
    }

    /** Returns the worst of what the machine complains of; null when it does not. */
    @Nullable
    Alarm alarm(Instant at) {
        if (developerModeOff()) {
            return BambuCodes.developerModeOff(at);
        }
        Alarm worst = entries()
                .map(entry -> BambuCodes.alarm(
                        entry.path("attr").asLong(), entry.path("code").asLong(), at))
                .max(Comparator.comparing(Alarm::severity))
                .orElse(null);
        long error = print.path("print_error").asLong();
        if (error != 0 && !BambuCodes.isCancel(error)) {
            boolean worse = worst == null || worst.severity().compareTo(Severity.ERROR) < 0;
            return worse ? BambuCodes.alarm(error, at) : worst;
        }
        return worst;
    }

    /** Returns the temperatures by the names that all dialects use. */
    Map<String, Double> temperaturesC() {
        Map<String, Double> temperatures = new HashMap<>();
        put(temperatures, "nozzle", "nozzle_temper");
        put(temperatures, "platform", "bed_temper");
        put(temperatures, "chamber", "chamber_temper");
        return temperatures;
    }

    private void put(Map<String, Double> temperatures, String name, String field) {
        JsonNode value = print.path(field);
        if (value.isNumber()) {
            temperatures.put(name, value.asDouble());
        }
    }
}
