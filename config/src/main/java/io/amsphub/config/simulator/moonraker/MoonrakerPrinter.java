package io.amsphub.config.simulator.moonraker;

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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Moonraker: JSON-RPC over MQTT with the duplicate guard of its last twenty numbers, split
 * status that is retained and published on change, uploads over HTTP with a checksum. When its Klipper
 * dies it publishes nothing, as the real one.
 */
public final class MoonrakerPrinter implements SimulatedPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GUARD = 20;
    private static final Map<GcodePrinter.State, String> STATES = Map.of(
            GcodePrinter.State.STANDBY, "standby",
            GcodePrinter.State.PRINTING, "printing",
            GcodePrinter.State.PAUSED, "paused",
            GcodePrinter.State.COMPLETE, "complete",
            GcodePrinter.State.CANCELLED, "cancelled",
            GcodePrinter.State.ERROR, "error");
    private static final Map<GcodePrinter.State, String> HISTORY = Map.of(
            GcodePrinter.State.PRINTING, "in_progress",
            GcodePrinter.State.PAUSED, "in_progress",
            GcodePrinter.State.COMPLETE, "completed",
            GcodePrinter.State.CANCELLED, "cancelled",
            GcodePrinter.State.ERROR, "error");

    private final PrinterBody body;
    private final GcodePrinter machine;
    private final @Nullable String apiKey;
    private final Deque<Long> guard = new ArrayDeque<>();
    private final Map<String, String> published = new HashMap<>();
    private boolean klippyDead;
    private boolean swallow;

    /** Switches one on. */
    public MoonrakerPrinter(PrinterBody.Options options) throws IOException {
        apiKey = options.apiKey();
        body = new PrinterBody(
                options,
                new PrinterBody.Manner(
                        "moonraker/status",
                        "{\"server\":\"offline\"}",
                        List.of("moonraker/api/request"),
                        this::asked,
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
        switch (name) {
            case "swallow" -> body.soon(() -> swallow = true);
            case "klippy" -> body.soon(() -> klippyDead = value.equals("dead"));
            default -> {
                return body.fault(name, value);
            }
        }
        return true;
    }

    private void greet() {
        body.say("moonraker/status", "{\"server\":\"online\"}", 1, true);
        published.clear();
    }

    private void garbage() {
        body.say("moonraker/api/response", "<<not json \u0000", 1, false);
        body.say("moonraker/api/response", "{\"jsonrpc\":\"2.0\",\"result\":\"ok\",\"id\":\"somebody\"}", 1, false);
        body.say("klipper/state/print_stats/state", "[1,2", 0, false);
        body.say("klipper/state/print_stats/state", "{\"value\":{\"no\":\"word\"}}", 0, false);
        body.say("klipper/status", "{\"status\":[1,2,3]}", 0, false);
        body.say("klipper/state/strange", "null", 0, false);
        body.say("moonraker/status", "7", 1, false);
    }

    /** Publishes what has changed. */
    private void tick() {
        if (!klippyDead && body.connected()) {
            ObjectNode stats = stats();
            stats.properties().forEach(field -> change("print_stats/" + field.getKey(), field.getValue()));
            sdcard().properties().forEach(field -> change("virtual_sdcard/" + field.getKey(), field.getValue()));
            change("webhooks/state", JSON.getNodeFactory().textNode("ready"));
        }
    }

    private void change(String field, JsonNode value) {
        if (!value.toString().equals(published.put(field, value.toString()))) {
            ObjectNode message = JSON.createObjectNode();
            message.put("eventtime", System.nanoTime() / 1e9).set("value", value);
            body.say("klipper/state/" + field, message.toString(), 0, true);
        }
    }

    private ObjectNode stats() {
        return JSON.createObjectNode().put("state", STATES.get(machine.state())).put("filename", machine.file());
    }

    private ObjectNode sdcard() {
        GcodePrinter.State state = machine.state();
        return JSON.createObjectNode()
                .put("progress", machine.progress())
                .put("is_active", state == GcodePrinter.State.PRINTING);
    }

    private void asked(String payload) {
        JsonNode question;
        try {
            question = JSON.readTree(payload);
        } catch (IOException e) {
            answer(JSON.nullNode(), error(-32700, "Parse error"));
            return;
        }
        JsonNode id = question.path("id");
        JsonNode number = question.at("/params/mqtt_timestamp");
        if (number.isIntegralNumber() && guard.contains(number.asLong())) {
            answer(id, error(-10000, "Duplicate MQTT Request"));
            return;
        }
        if (number.isIntegralNumber()) {
            guard.addLast(number.asLong());
            if (guard.size() > GUARD) {
                guard.removeFirst();
            }
        }
        String method = question.path("method").asText();
        ObjectNode reply = obey(method, question.path("params"));
        if (swallow && method.equals("printer.print.start")) {
            swallow = false;
        } else {
            answer(id, reply);
        }
    }

    private ObjectNode obey(String method, JsonNode params) {
        if (klippyDead && method.startsWith("printer.")) {
            return error(503, "Klippy Host not connected");
        }
        try {
            switch (method) {
                case "server.info" -> {
                    return result(JSON.createObjectNode()
                            .put("klippy_connected", !klippyDead)
                            .put("klippy_state", klippyDead ? "disconnected" : "ready"));
                }
                case "printer.objects.query" -> {
                    return result(objects(params.path("objects")));
                }
                case "server.history.list" -> {
                    return result(history(params.path("limit").asInt(50)));
                }
                case "printer.print.start" ->
                    machine.start(params.path("filename").asText());
                case "printer.print.pause" -> machine.pause();
                case "printer.print.resume" -> machine.resume();
                case "printer.print.cancel" -> machine.cancel();
                case "printer.gcode.script" -> machine.reset();
                default -> {
                    return error(-32601, "Method not found");
                }
            }
            return result(JSON.getNodeFactory().textNode("ok"));
        } catch (GcodePrinter.No e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode objects(JsonNode wanted) {
        ObjectNode objects = JSON.createObjectNode();
        Map<String, ObjectNode> all = Map.of(
                "print_stats", stats(),
                "virtual_sdcard", sdcard(),
                "webhooks", JSON.createObjectNode().put("state", "ready"),
                "idle_timeout",
                        JSON.createObjectNode().put("state", machine.state().busy() ? "Printing" : "Ready"),
                "extruder", JSON.createObjectNode().put("temperature", 21.5).put("target", 0.0),
                "heater_bed", JSON.createObjectNode().putNull("temperature"));
        wanted.fieldNames().forEachRemaining(name -> {
            ObjectNode object = all.get(name);
            if (object != null) {
                objects.set(name, object);
            }
        });
        ObjectNode reply = JSON.createObjectNode().put("eventtime", System.nanoTime() / 1e9);
        reply.set("status", objects);
        return reply;
    }

    private ObjectNode history(int limit) {
        List<GcodePrinter.Print> prints = machine.history();
        ArrayNode jobs = JSON.createArrayNode();
        for (int i = prints.size() - 1; i >= Math.max(0, prints.size() - limit); i--) {
            jobs.addObject()
                    .put(
                            "job_id",
                            String.format(Locale.ROOT, "%06X", prints.get(i).id()))
                    .put("filename", prints.get(i).file())
                    .put("status", HISTORY.get(prints.get(i).state()));
        }
        ObjectNode reply = JSON.createObjectNode().put("count", prints.size());
        reply.set("jobs", jobs);
        return reply;
    }

    private static ObjectNode result(JsonNode result) {
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("result", result);
        return reply;
    }

    private static ObjectNode error(int code, String message) {
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.putObject("error").put("code", code).put("message", message);
        return reply;
    }

    private void answer(JsonNode id, ObjectNode reply) {
        reply.set("id", id);
        body.say("moonraker/api/response", reply.toString(), 1, false);
    }

    private HttpFront.Reply http(HttpFront.Request request) {
        String key = apiKey;
        if (key != null && !key.equals(request.header("X-Api-Key"))) {
            return reply(401, "Unauthorized");
        }
        if (!request.method().equals("POST") || !request.path().equals("/server/files/upload")) {
            return reply(404, "Not Found");
        }
        Map<String, HttpFront.Body> form = HttpFront.form(request);
        HttpFront.Body file = form.get("file");
        HttpFront.Body name = form.get("file.filename");
        if (file == null || name == null || !name.text().endsWith(".gcode")) {
            return reply(400, "no G-code file");
        }
        if (!GcodePrinter.isGcode(file.bytes())) {
            return reply(400, "the content is no G-code");
        }
        HttpFront.Body checksum = form.get("checksum");
        if (checksum != null && !checksum.text().equals(sha256(file.bytes()))) {
            return reply(422, "File checksum mismatch");
        }
        HttpFront.Body folder = form.get("path");
        String path = folder == null ? name.text() : folder.text() + "/" + name.text();
        try {
            machine.store(path, file.bytes());
        } catch (GcodePrinter.No e) {
            return reply(403, String.valueOf(e.getMessage()));
        }
        ObjectNode reply = JSON.createObjectNode().put("print_started", false).put("print_queued", false);
        reply.putObject("item").put("path", path).put("root", "gcodes").put("size", file.bytes().length);
        return HttpFront.Reply.json(201, reply);
    }

    private static HttpFront.Reply reply(int status, String message) {
        ObjectNode reply = JSON.createObjectNode();
        reply.putObject("error").put("code", status).put("message", message);
        return HttpFront.Reply.json(status, reply);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
