package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.sparkplug.DeviceView;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the metrics of a printing device mean, in canonical words. */
final class SparkplugMetrics {

    static final String COMMAND = "Job/Command";
    static final String COMMAND_ID = "Job/CommandId";
    static final String LAST_ID = "Job/LastCommandId";
    static final String LAST_RESULT = "Job/LastCommandResult";

    private static final String TEMPERATURE = "Temperature/";
    private static final Set<String> ENDS = Set.of("STARTED", "FINISHED", "FAILED", "CANCELLED");
    private static final Set<DeviceState> MAKING =
            Set.of(DeviceState.PREPARING, DeviceState.PRINTING, DeviceState.PAUSED, DeviceState.ATTENTION);

    private SparkplugMetrics() {}

    /** Returns whether a device can be told anything, and says what became of it. */
    static boolean obeys(DeviceView view) {
        return view.names().containsAll(Set.of(COMMAND, LAST_ID, LAST_RESULT));
    }

    /**
     * Returns how a device stands.
     *
     * @param told whether it is registered as one that can be told something
     */
    static Observation observation(DeviceView view, boolean told, Instant now) {
        DeviceState state = state(view);
        String job = view.text("Job/Id");
        boolean making = MAKING.contains(state) && !job.isEmpty();
        boolean deaf = told && !obeys(view);
        return new Observation(
                deaf && state == DeviceState.IDLE ? DeviceState.NOT_READY : state,
                view.metrics().get("Platform/Clear") instanceof Boolean clear ? clear : null,
                making ? job : null,
                making && view.metrics().get("Job/Progress") instanceof Number progress
                        ? (Double) progress.doubleValue()
                        : null,
                temperatures(view),
                recent(view, making ? job : null, state),
                deaf ? deaf(now) : alarm(view, now));
    }

    private static DeviceState state(DeviceView view) {
        return word(DeviceState.class, view.text("Job/State"), DeviceState.UNKNOWN);
    }

    private static <E extends Enum<E>> E word(Class<E> kind, String text, E otherwise) {
        for (E word : kind.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(text)) {
                return word;
            }
        }
        return otherwise;
    }

    private static Map<String, Double> temperatures(DeviceView view) {
        Map<String, Double> temperatures = new HashMap<>();
        view.metrics().forEach((name, value) -> {
            if (name.startsWith(TEMPERATURE)
                    && value instanceof Number number
                    && Double.isFinite(number.doubleValue())) {
                String place = name.substring(TEMPERATURE.length()).toLowerCase(Locale.ROOT);
                temperatures.put(place.equals("bed") ? "platform" : place, number.doubleValue());
            }
        });
        return temperatures;
    }

    /** The record of the machine; without one, at least the job that it speaks of when it has ended. */
    private static List<RecentJob> recent(DeviceView view, @Nullable String making, DeviceState state) {
        List<RecentJob> recent = new ArrayList<>();
        for (JsonNode entry : json(view.text("Job/Recent"))) {
            String job = entry.path("job").asText();
            String outcome = entry.path("outcome").asText();
            if (!job.isEmpty() && !job.equals(making) && ENDS.contains(outcome)) {
                recent.add(new RecentJob(job, outcome));
            }
        }
        String job = view.text("Job/Id");
        if (!job.isEmpty()
                && ENDS.contains(state.name())
                && recent.stream().noneMatch(entry -> entry.job().equals(job))) {
            recent.add(new RecentJob(job, state.name()));
        }
        return recent;
    }

    static JsonNode json(String text) {
        try {
            JsonNode tree = text.isEmpty() ? null : Json.mapper().readTree(text);
            return tree == null ? Json.mapper().createObjectNode() : tree;
        } catch (IOException e) {
            return Json.mapper().createObjectNode();
        }
    }

    private static @Nullable Alarm alarm(DeviceView view, Instant now) {
        String code = view.text("Alarm/Code");
        return code.isEmpty()
                ? null
                : new Alarm(
                        code,
                        word(Severity.class, view.text("Alarm/Severity"), Severity.WARNING),
                        view.text("Alarm/Text"),
                        view.text("Alarm/Remedy"),
                        now);
    }

    private static Alarm deaf(Instant now) {
        return new Alarm(
                Limit.MONITOR_ONLY.name(),
                Severity.WARNING,
                "the machine was born without " + COMMAND + ", " + LAST_ID + " or " + LAST_RESULT
                        + " and cannot be told anything",
                "register it with the limit MONITOR_ONLY, or have its edge node offer these metrics",
                now);
    }
}
