package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one report of the native dialect. Tolerant of fields that it does not know, strict about those
 * that it needs.
 */
final class ReportReader {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_TEXT = 200;
    private static final int MAX_ENTRIES = 64;
    private static final List<String> RECENT_OUTCOMES = List.of("STARTED", "FINISHED", "FAILED", "CANCELLED");

    private final String device;
    private final String noun;
    private final Instant arrivedAt;
    private final JsonNode json;

    private ReportReader(String device, String noun, Instant arrivedAt, JsonNode json) {
        this.device = device;
        this.noun = noun;
        this.arrivedAt = arrivedAt;
        this.json = json;
    }

    static ReportReader of(String device, String noun, byte[] payload, Instant arrivedAt) {
        if (payload.length > MAX_BYTES) {
            throw new HubException(
                    FailureCode.REPORT_TOO_LARGE,
                    "report " + noun + " of " + device + " has " + payload.length + " bytes",
                    null,
                    "reports have at most " + MAX_BYTES + " bytes");
        }
        JsonNode json;
        try {
            json = Json.mapper().readTree(payload);
        } catch (IOException e) {
            throw notJson(device, noun, e);
        }
        ReportReader reader = new ReportReader(device, noun, arrivedAt, json);
        if (json == null || !json.isObject()) {
            throw reader.invalid("it is not a JSON object", "/");
        }
        return reader;
    }

    DeviceReport state() {
        DeviceState state = enumeration("state", DeviceState.class);
        if (state == DeviceState.OFFLINE) {
            return new DeviceReport.Gone(device, arrivedAt);
        }
        List<DeviceReport.RecentJob> recent = new ArrayList<>();
        for (JsonNode entry : array("recentJobs")) {
            String outcome = entry.path("outcome").asText();
            if (!RECENT_OUTCOMES.contains(outcome)) {
                throw invalid("outcome " + bounded(outcome) + " is none of " + RECENT_OUTCOMES, "/recentJobs");
            }
            recent.add(new DeviceReport.RecentJob(entry.path("job").asText(), outcome));
        }
        return new DeviceReport.State(
                device,
                arrivedAt,
                text("boot"),
                whole("seq"),
                state,
                json.path("platformClear").asBoolean(false),
                optionalText("job"),
                optionalNumber("progressPct"),
                temperatures(),
                List.copyOf(recent),
                alarm());
    }

    DeviceReport identity() {
        List<String> materials = new ArrayList<>();
        for (JsonNode material : array("materials")) {
            materials.add(bounded(material.asText()));
        }
        return new DeviceReport.Identity(
                device,
                arrivedAt,
                text("boot"),
                whole("seq"),
                enumeration("processCategory", ProcessCategory.class),
                json.path("buildVolumeMm").isMissingNode() ? null : size("buildVolumeMm"),
                List.copyOf(materials),
                json.path("model").asText(""));
    }

    DeviceReport progress() {
        return new DeviceReport.Progress(
                device,
                arrivedAt,
                text("boot"),
                whole("seq"),
                text("job"),
                Math.max(0, Math.min(100, number("progressPct"))),
                temperatures());
    }

    DeviceReport jobEnd() {
        return new DeviceReport.JobEnd(
                device,
                arrivedAt,
                text("boot"),
                whole("seq"),
                text("job"),
                enumeration("outcome", DeviceReport.Outcome.class),
                optionalText("reason"),
                json.path("measuredMm").isObject() ? size("measuredMm") : null);
    }

    DeviceReport platformClear() {
        if (!json.path("clear").asBoolean(false)) {
            throw invalid("clear is not true", "/clear");
        }
        String by = optionalText("by");
        return new DeviceReport.PlatformClear(device, arrivedAt, text("boot"), whole("seq"), by == null ? device : by);
    }

    DeviceReport acknowledgement() {
        JsonNode accepted = json.path("accepted");
        if (!accepted.isBoolean()) {
            throw invalid("accepted is not true or false", "/accepted");
        }
        return new DeviceReport.Acknowledgement(
                device,
                arrivedAt,
                text("boot"),
                whole("seq"),
                text("command"),
                text("verb"),
                optionalText("job"),
                accepted.asBoolean(),
                json.path("duplicate").asBoolean(false),
                optionalText("code"),
                optionalText("reason"));
    }

    HubException invalid(String what, String where) {
        return new HubException(
                FailureCode.INVALID_REPORT,
                "report " + noun + " of " + device + ": " + what,
                where,
                "see docs/native-protocol.md for what a device may send");
    }

    private static HubException notJson(String device, String noun, IOException cause) {
        HubException refusal = new HubException(
                FailureCode.INVALID_REPORT,
                "report " + noun + " of " + device + " is not JSON",
                null,
                "see docs/native-protocol.md for what a device may send");
        refusal.initCause(cause);
        return refusal;
    }

    private @Nullable Alarm alarm() {
        JsonNode alarm = json.path("alarm");
        if (!alarm.isObject()) {
            return null;
        }
        return new Alarm(
                bounded(alarm.path("code").asText("UNKNOWN")),
                severity(alarm.path("severity").asText("")),
                bounded(alarm.path("message").asText("")),
                "see to the machine",
                arrivedAt);
    }

    /** An alarm whose severity nobody knows is told rather than dropped. */
    private static Severity severity(String word) {
        for (Severity severity : Severity.values()) {
            if (severity.name().equals(word)) {
                return severity;
            }
        }
        return Severity.WARNING;
    }

    private Map<String, Double> temperatures() {
        Map<String, Double> temperatures = new HashMap<>();
        json.path("temperaturesC").properties().forEach(entry -> {
            if (entry.getValue().isNumber() && temperatures.size() < MAX_ENTRIES) {
                temperatures.put(bounded(entry.getKey()), entry.getValue().asDouble());
            }
        });
        return temperatures;
    }

    private Iterable<JsonNode> array(String field) {
        JsonNode array = json.path(field);
        if (array.size() > MAX_ENTRIES) {
            throw invalid(field + " has more than " + MAX_ENTRIES + " entries", "/" + field);
        }
        return array;
    }

    private String text(String field) {
        String value = optionalText(field);
        if (value == null || value.isEmpty()) {
            throw invalid(field + " is missing", "/" + field);
        }
        return value;
    }

    private @Nullable String optionalText(String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? bounded(value.asText()) : null;
    }

    private static String bounded(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    private long whole(String field) {
        JsonNode value = json.path(field);
        if (!value.canConvertToLong()) {
            throw invalid(field + " is not a whole number", "/" + field);
        }
        return value.asLong();
    }

    private double number(String field) {
        Double value = optionalNumber(field);
        if (value == null) {
            throw invalid(field + " is not a number", "/" + field);
        }
        return value;
    }

    private @Nullable Double optionalNumber(String field) {
        JsonNode value = json.path(field);
        return value.isNumber() && Double.isFinite(value.asDouble()) ? value.asDouble() : null;
    }

    private SizeMm size(String field) {
        JsonNode size = json.path(field);
        double x = size.path("x").asDouble(-1);
        double y = size.path("y").asDouble(-1);
        double z = size.path("z").asDouble(-1);
        if (!(x >= 0 && y >= 0 && z >= 0) || !Double.isFinite(x + y + z)) {
            throw invalid(field + " needs x, y and z in mm", "/" + field);
        }
        return new SizeMm(x, y, z);
    }

    private <E extends Enum<E>> E enumeration(String field, Class<E> type) {
        String value = text(field);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw invalid(field + " is " + value + ", which is none of " + List.of(type.getEnumConstants()), "/" + field);
    }
}
