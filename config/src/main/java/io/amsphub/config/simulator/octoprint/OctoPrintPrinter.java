package io.amsphub.config.simulator.octoprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.gcode.GcodePrinter;
import io.amsphub.config.simulator.gcode.HttpFront;
import io.amsphub.config.simulator.gcode.PrinterBody;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulated OctoPrint: REST with an API key, and the events of its MQTT plugin at QoS 0. A cancelled print
 * is told as cancelled and then as failed, as by the real one; its state is operational at once again.
 */
public final class OctoPrintPrinter implements SimulatedPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILES = "/api/files/local";

    private final PrinterBody body;
    private final GcodePrinter machine;
    private final @Nullable String apiKey;
    private GcodePrinter.State told = GcodePrinter.State.STANDBY;
    private int toldPercent = -1;

    /** Switches one on. */
    public OctoPrintPrinter(PrinterBody.Options options) throws IOException {
        apiKey = options.apiKey();
        body = new PrinterBody(
                options,
                new PrinterBody.Manner(
                        "mqtt",
                        "disconnected",
                        List.of(),
                        heard -> {},
                        this::greet,
                        this::tick,
                        this::garbage,
                        this::http));
        machine = body.machine();
        body.begin();
    }

    @Override
    public GcodePrinter machine() {
        return machine;
    }

    @Override
    public String url() {
        return body.front().url();
    }

    @Override
    public boolean fault(String name, String value) {
        if (name.equals("swallow")) {
            body.front().swallow(2);
            return true;
        }
        return body.fault(name, value);
    }

    private void greet() {
        body.say("mqtt", "connected", 1, true);
    }

    private void garbage() {
        body.front().garbage(1);
        body.say("event/PrintDone", "<<not json", 0, false);
        body.say("event/PrintDone", "{\"path\":17}", 0, false);
        body.say("event/Dwelling", "null", 0, false);
        body.say("progress/printing", "[]", 0, true);
        body.say("mqtt", "perhaps", 1, false);
    }

    private void tick() {
        GcodePrinter.State now = machine.state();
        if (now != told) {
            tell(told, now);
            told = now;
        }
        int percent = (int) (100 * machine.progress());
        if (now.busy() && percent != toldPercent) {
            toldPercent = percent;
            ObjectNode progress =
                    JSON.createObjectNode().put("location", "local").put("path", machine.file());
            body.say("progress/printing", stamped(progress.put("progress", percent)), 0, true);
        }
    }

    private void tell(GcodePrinter.State before, GcodePrinter.State now) {
        switch (now) {
            case PRINTING -> {
                event("PrinterStateChanged", "PRINTING");
                event(before == GcodePrinter.State.PAUSED ? "PrintResumed" : "PrintStarted", null);
            }
            case PAUSED -> event("PrintPaused", null);
            case COMPLETE -> event("PrintDone", null);
            case CANCELLED -> {
                event("PrintCancelling", null);
                event("PrintCancelled", null);
                event("PrintFailed", null);
            }
            case ERROR -> event("PrintFailed", null);
            case STANDBY -> event("FileDeselected", null);
        }
        if (!now.busy()) {
            event("PrinterStateChanged", "OPERATIONAL");
        }
    }

    private void event(String name, @Nullable String stateId) {
        ObjectNode payload = JSON.createObjectNode();
        if (stateId == null) {
            payload.put("path", machine.file()).put("origin", "local");
        } else {
            payload.put("state_id", stateId);
        }
        body.say("event/" + name, stamped(payload.put("_event", name)), 0, false);
    }

    private static String stamped(ObjectNode payload) {
        return payload.put("_timestamp", Instant.now().getEpochSecond()).toString();
    }

    private HttpFront.Reply http(HttpFront.Request request) throws IOException {
        if (!request.header("X-Api-Key").equals(apiKey)) {
            return HttpFront.Reply.json(403, error("wrong key"));
        }
        String path = request.path();
        boolean post = request.method().equals("POST");
        if (path.equals("/api/version")) {
            return HttpFront.Reply.json(
                    200, JSON.createObjectNode().put("api", "0.1").put("text", "OctoPrint simulated"));
        } else if (path.equals("/api/printer")) {
            return HttpFront.Reply.json(200, printer());
        } else if (path.equals("/api/job")) {
            return post ? control(JSON.readTree(request.body().text())) : HttpFront.Reply.json(200, job());
        } else if (path.equals(FILES) && post) {
            return upload(HttpFront.form(request));
        } else if (path.startsWith(FILES + "/")) {
            String file = path.substring(FILES.length() + 1);
            return post ? select(file, JSON.readTree(request.body().text())) : show(file);
        }
        return HttpFront.Reply.json(404, error("not found"));
    }

    private ObjectNode printer() {
        GcodePrinter.State state = machine.state();
        ObjectNode printer = JSON.createObjectNode();
        ObjectNode flags = printer.putObject("state")
                .put("text", state.busy() ? "Printing" : "Operational")
                .putObject("flags");
        flags.put("operational", true).put("printing", state == GcodePrinter.State.PRINTING);
        flags.put("paused", state == GcodePrinter.State.PAUSED).put("ready", !state.busy());
        flags.put("pausing", false).put("cancelling", false).put("finishing", false);
        flags.put("error", false).put("closedOrError", false);
        ObjectNode temperature = printer.putObject("temperature");
        temperature.putObject("tool0").put("actual", 21.3).put("target", 0.0);
        temperature.putObject("bed").put("actual", 21.3).put("target", 0.0);
        return printer;
    }

    private ObjectNode job() {
        ObjectNode job = JSON.createObjectNode().put("state", machine.state().busy() ? "Printing" : "Operational");
        ObjectNode file = job.putObject("job").putObject("file");
        if (machine.file().isEmpty()) {
            file.putNull("path");
            job.putObject("progress").putNull("completion");
        } else {
            file.put("path", machine.file());
            job.putObject("progress").put("completion", 100 * machine.progress());
        }
        return job;
    }

    private HttpFront.Reply control(JsonNode body) {
        try {
            switch (body.path("command").asText()) {
                case "cancel" -> machine.cancel();
                case "pause" -> {
                    if (body.path("action").asText().equals("resume")) {
                        machine.resume();
                    } else {
                        machine.pause();
                    }
                }
                default -> {
                    return HttpFront.Reply.json(400, error("unknown command"));
                }
            }
            return HttpFront.Reply.empty(204);
        } catch (GcodePrinter.No e) {
            return HttpFront.Reply.json(409, error(String.valueOf(e.getMessage())));
        }
    }

    private HttpFront.Reply upload(Map<String, HttpFront.Body> form) {
        HttpFront.Body file = form.get("file");
        HttpFront.Body name = form.get("file.filename");
        if (file == null || name == null) {
            return HttpFront.Reply.json(400, error("no file"));
        }
        if (!name.text().endsWith(".gcode") || !GcodePrinter.isGcode(file.bytes())) {
            return HttpFront.Reply.json(415, error("not machine code"));
        }
        HttpFront.Body folder = form.get("path");
        String path = folder == null ? name.text() : folder.text() + "/" + name.text();
        try {
            machine.store(path, file.bytes());
        } catch (GcodePrinter.No e) {
            return HttpFront.Reply.json(409, error(String.valueOf(e.getMessage())));
        }
        ObjectNode reply = JSON.createObjectNode().put("done", true).put("effectivePrint", false);
        reply.putObject("files").putObject("local").put("path", path);
        return HttpFront.Reply.json(201, reply);
    }

    private HttpFront.Reply select(String file, JsonNode body) {
        if (machine.size(file) < 0) {
            return HttpFront.Reply.json(404, error("no such file"));
        }
        if (!body.path("command").asText().equals("select")) {
            return HttpFront.Reply.json(400, error("unknown command"));
        }
        try {
            if (body.path("print").asBoolean()) {
                machine.start(file);
            }
            return HttpFront.Reply.empty(204);
        } catch (GcodePrinter.No e) {
            return HttpFront.Reply.json(409, error(String.valueOf(e.getMessage())));
        }
    }

    private HttpFront.Reply show(String path) {
        if (machine.size(path) >= 0) {
            return HttpFront.Reply.json(200, entry(path));
        }
        ArrayNode children = JSON.createArrayNode();
        machine.paths().stream().filter(p -> p.startsWith(path + "/")).forEach(p -> children.add(entry(p)));
        if (children.isEmpty()) {
            return HttpFront.Reply.json(404, error("no such file"));
        }
        ObjectNode folder = JSON.createObjectNode().put("type", "folder").put("path", path);
        folder.set("children", children);
        return HttpFront.Reply.json(200, folder);
    }

    private ObjectNode entry(String path) {
        byte[] content = machine.content(path);
        ObjectNode entry = JSON.createObjectNode().put("path", path).put("type", "machinecode");
        entry.put("size", content == null ? 0 : content.length).put("hash", sha1(content));
        List<GcodePrinter.Print> ended = machine.history().stream()
                .filter(print -> print.file().equals(path) && !print.state().busy())
                .toList();
        if (!ended.isEmpty()) {
            entry.putObject("prints")
                    .putObject("last")
                    .put("success", ended.get(ended.size() - 1).state() == GcodePrinter.State.COMPLETE);
        }
        return entry;
    }

    private static ObjectNode error(String message) {
        return JSON.createObjectNode().put("error", message);
    }

    private static String sha1(byte @Nullable [] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(content == null ? new byte[0] : content))
                    .toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
