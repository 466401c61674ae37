package io.amsphub.processors.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Canonical reports and commands as JSON: {@code {"kind":"State","value":{...}}}. For the hub's own use. */
public final class DeviceWords {

    /** The last level of the topic that canonical reports take. */
    public static final String NOUN = "canonical";

    private static final Map<String, Class<? extends DeviceReport>> REPORTS = Map.of(
            "State", DeviceReport.State.class,
            "Gone", DeviceReport.Gone.class,
            "Session", DeviceReport.Session.class,
            "Barred", DeviceReport.Barred.class,
            "Identity", DeviceReport.Identity.class,
            "Progress", DeviceReport.Progress.class,
            "JobEnd", DeviceReport.JobEnd.class,
            "PlatformClear", DeviceReport.PlatformClear.class,
            "Acknowledgement", DeviceReport.Acknowledgement.class);

    private static final Map<String, Class<? extends DeviceCommand>> COMMANDS = Map.of(
            "Print", DeviceCommand.Print.class,
            "Control", DeviceCommand.Control.class,
            "Report", DeviceCommand.Report.class,
            "ClearPlatform", DeviceCommand.ClearPlatform.class);

    private DeviceWords() {}

    /** Writes a report. */
    public static String write(DeviceReport report) {
        return wrapped(report);
    }

    /** Writes a command. */
    public static String write(DeviceCommand command) {
        return wrapped(command);
    }

    /**
     * Reads a report.
     *
     * @throws IOException when it is none
     */
    public static DeviceReport report(byte[] json) throws IOException {
        return read(Json.mapper().readTree(json), REPORTS);
    }

    /** Reads a command that the hub itself has written. */
    public static DeviceCommand command(String json) {
        try {
            return read(Json.mapper().readTree(json), COMMANDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a command", e);
        }
    }

    private static String wrapped(Object value) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("kind", value.getClass().getSimpleName());
        node.set("value", Json.tree(value));
        return node.toString();
    }

    private static <T> T read(JsonNode json, Map<String, Class<? extends T>> kinds) throws IOException {
        Class<? extends T> kind =
                kinds.get(json == null ? "" : json.path("kind").asText());
        if (kind == null) {
            throw new IOException("there is no such kind");
        }
        try {
            return Json.mapper().treeToValue(json.path("value"), kind);
        } catch (JsonProcessingException e) {
            throw new IOException("it is no " + kind.getSimpleName(), e);
        }
    }
}
