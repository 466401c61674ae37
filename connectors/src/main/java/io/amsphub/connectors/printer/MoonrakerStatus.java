package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.exchange.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of Klipper's objects: a whole look, kept up to date by the changes that are published since.
 * What the broker kept from before a look is never merged.
 */
final class MoonrakerStatus {

    private static final Map<String, DeviceState> STATES = Map.of(
            "standby", DeviceState.IDLE,
            "printing", DeviceState.PRINTING,
            "paused", DeviceState.PAUSED,
            "complete", DeviceState.FINISHED,
            "cancelled", DeviceState.CANCELLED,
            "error", DeviceState.FAILED);
    private static final Map<String, String> OUTCOMES = Map.of(
            "completed", "FINISHED",
            "cancelled", "CANCELLED",
            "error", "FAILED",
            "klippy_shutdown", "FAILED",
            "klippy_disconnect", "FAILED");
    private static final String STARTED = "STARTED";
    private static final double PERCENT = 100;

    private ObjectNode objects = Json.mapper().createObjectNode();
    private JsonNode history = Json.mapper().createArrayNode();

    /** Returns what has to be asked for. */
    static ObjectNode wanted() {
        ObjectNode params = Json.mapper().createObjectNode();
        ObjectNode objects = params.putObject("objects");
        for (String object :
                List.of("print_stats", "virtual_sdcard", "idle_timeout", "extruder", "heater_bed", "webhooks")) {
            objects.putNull(object);
        }
        return params;
    }

    /** Takes in a whole look. */
    void look(JsonNode status) {
        objects = status.isObject() ? status.deepCopy() : Json.mapper().createObjectNode();
    }

    /** Takes in what was printed before, the newest first. */
    void history(JsonNode jobs) {
        history = jobs;
    }

    /** Returns whether Klipper's objects alone do not say which jobs it knows. */
    boolean needsHistory() {
        DeviceState state = state();
        return job() == null || (state != DeviceState.PRINTING && state != DeviceState.PAUSED);
    }

    /** Merges the changes of some objects. */
    void changed(JsonNode status) {
        status.properties().forEach(object -> object.getValue()
                .properties()
                .forEach(field -> changed(object.getKey(), field.getKey(), field.getValue())));
    }

    /** Merges the change of one field. */
    void changed(String object, String field, JsonNode value) {
        if (objects.get(object) instanceof ObjectNode known) {
            known.set(field, value);
        }
    }

    /** Returns whether a print has ended since the last look, so that the history has to be read again. */
    boolean ended() {
        DeviceState state = state();
        String job = job();
        return job != null
                && (state == DeviceState.FINISHED || state == DeviceState.CANCELLED || state == DeviceState.FAILED);
    }

    Observation observation() {
        DeviceState state = state();
        List<RecentJob> recent = recent(state);
        boolean starting = state == DeviceState.IDLE && latestIsInProgress();
        boolean running = state == DeviceState.PRINTING || state == DeviceState.PAUSED;
        JsonNode progress = objects.at("/virtual_sdcard/progress");
        return new Observation(
                starting ? DeviceState.PREPARING : state,
                null,
                running ? job() : null,
                running && progress.isNumber() ? (Double) (PERCENT * progress.asDouble()) : null,
                temperatures(),
                recent,
                null);
    }

    private DeviceState state() {
        DeviceState state = STATES.getOrDefault(objects.at("/print_stats/state").asText(), DeviceState.UNKNOWN);
        boolean moves = objects.at("/idle_timeout/state").asText().equals("Printing");
        return state == DeviceState.IDLE && moves ? DeviceState.PREPARING : state;
    }

    private @Nullable String job() {
        return JobFile.job(objects.at("/print_stats/filename").asText());
    }

    /** The object that Klipper prints by is believed before the history, which is written later. */
    private List<RecentJob> recent(DeviceState state) {
        List<RecentJob> recent = new ArrayList<>();
        String job = job();
        if (job != null
                && (state == DeviceState.FINISHED || state == DeviceState.CANCELLED || state == DeviceState.FAILED)) {
            recent.add(new RecentJob(job, state.name()));
        }
        for (JsonNode entry : history) {
            String past = JobFile.job(entry.path("filename").asText());
            if (past != null && recent.stream().noneMatch(r -> r.job().equals(past))) {
                recent.add(new RecentJob(
                        past, OUTCOMES.getOrDefault(entry.path("status").asText(), STARTED)));
            }
        }
        return recent;
    }

    private boolean latestIsInProgress() {
        return history.path(0).path("status").asText().equals("in_progress");
    }

    private Map<String, Double> temperatures() {
        Map<String, Double> temperatures = new HashMap<>();
        put(temperatures, "nozzle", objects.at("/extruder/temperature"));
        put(temperatures, "platform", objects.at("/heater_bed/temperature"));
        return temperatures;
    }

    private static void put(Map<String, Double> temperatures, String name, JsonNode value) {
        if (value.isNumber()) {
            temperatures.put(name, value.asDouble());
        }
    }
}
