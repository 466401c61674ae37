package io.amsphub.config.simulator.duet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.gcode.GcodePrinter;
import io.amsphub.config.simulator.gcode.HttpFront;
import io.amsphub.config.simulator.gcode.PrinterBody;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Duet, standalone: HTTP sessions that need the password and end after eight quiet seconds, uploads with a
 * checksum, G-codes whose reply is fetched afterwards, the object model; and what the documented macros say over MQTT.
 * It forgets everything but its files when it is switched off, refuses M32 while it prints, and takes M0 only while it
 * is paused.
 */
public final class DuetPrinter implements SimulatedPrinter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "0:/gcodes/";
    private static final long SESSION_NANOS = 8_000_000_000L;
    private static final Pattern START = Pattern.compile("M32 \"?(?:0:/gcodes/)?([^\"]+)\"?");

    private final PrinterBody body;
    private final GcodePrinter machine;
    private final String password;
    private final Map<String, Long> sessions = new ConcurrentHashMap<>();
    private final AtomicLong nextKey = new AtomicLong(1000);
    private final AtomicReference<String> reply = new AtomicReference<>("");
    private final List<String> gcodes = new CopyOnWriteArrayList<>();
    private GcodePrinter.State told = GcodePrinter.State.STANDBY;
    private int toldTenth = -1;

    /** Switches one on; the API key of the options is the machine's password, {@code reprap} without one. */
    public DuetPrinter(PrinterBody.Options options) throws IOException {
        String wanted = options.apiKey();
        password = wanted == null ? "reprap" : wanted;
        body = new PrinterBody(
                options,
                new PrinterBody.Manner(
                        "status",
                        "offline",
                        List.of(),
                        none -> {},
                        () -> this.body().say("status", "online", 1, true),
                        this::tick,
                        this::garbage,
                        this::http));
        machine = body.machine();
        body.begin();
    }

    private PrinterBody body() {
        return body;
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
            case "swallow" -> body.front().swallow(1);
            case "clear" -> {
                // The firmware knows nothing of platforms.
                return true;
            }
            default -> {
                return body.fault(name, value);
            }
        }
        return true;
    }

    /** Returns every G-code that came, refused ones too. */
    public List<String> gcodes() {
        return List.copyOf(gcodes);
    }

    /** The macros: start.g, stop.g, cancel.g, pause.g and resume.g say what happens, daemon.g how far it is. */
    private void tick() {
        GcodePrinter.State now = machine.state();
        if (now != told) {
            told = now;
            body.say("event", "{\"event\":\"" + now + "\",\"file\":\"" + ROOT + machine.file() + "\"}", 1, false);
        }
        int tenth = (int) (10 * machine.progress());
        if (now == GcodePrinter.State.PRINTING && tenth != toldTenth) {
            toldTenth = tenth;
            ObjectNode progress = JSON.createObjectNode().put("file", ROOT + machine.file());
            progress.put("position", position()).put("size", machine.size(machine.file()));
            body.say("progress", progress.toString(), 0, false);
        }
    }

    private long position() {
        return Math.round(machine.progress() * machine.size(machine.file()));
    }

    private void garbage() {
        body.say("event", "<<not json \u0000", 1, false);
        body.say("progress", "{\"file\":7,\"position\":\"far\"}", 0, false);
        body.say("progress", "[1,2", 0, false);
        body.say("status", "", 1, false);
        body.front().garbage(2);
    }

    private HttpFront.Reply http(HttpFront.Request request) throws IOException {
        Map<String, String> query = query(request.query());
        if (request.path().equals("/rr_connect")) {
            return connect(query);
        }
        String key = request.header("X-Session-Key");
        Long seen = sessions.get(key);
        long now = System.nanoTime();
        if (seen == null || now - seen > SESSION_NANOS) {
            sessions.remove(key);
            return HttpFront.Reply.empty(401);
        }
        sessions.put(key, now);
        String name = query.getOrDefault("name", "");
        return switch (request.method() + " " + request.path()) {
            case "GET /rr_disconnect" -> {
                sessions.remove(key);
                yield err(0);
            }
            case "GET /rr_mkdir" -> err(0);
            case "GET /rr_fileinfo" -> fileInfo(name);
            case "POST /rr_upload" ->
                upload(name, query.get("crc32"), request.body().bytes());
            case "GET /rr_gcode" -> {
                reply.set(gcode(query.getOrDefault("gcode", "")));
                yield HttpFront.Reply.json(200, JSON.createObjectNode().put("buff", 240));
            }
            case "GET /rr_reply" -> new HttpFront.Reply(200, reply.getAndSet(""), Map.of());
            case "GET /rr_model" -> model(query.getOrDefault("key", ""));
            default -> HttpFront.Reply.empty(404);
        };
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static HttpFront.Reply err(int code) {
        return HttpFront.Reply.json(200, JSON.createObjectNode().put("err", code));
    }

    private HttpFront.Reply connect(Map<String, String> query) {
        if (!password.equals(query.get("password"))) {
            return err(1);
        }
        long key = nextKey.incrementAndGet();
        sessions.put(Long.toString(key), System.nanoTime());
        ObjectNode answer = JSON.createObjectNode().put("err", 0).put("sessionTimeout", 8000);
        return HttpFront.Reply.json(
                200,
                answer.put("boardType", "duet5lcunknown").put("apiLevel", 2).put("sessionKey", key));
    }

    private HttpFront.Reply fileInfo(String name) {
        long size = name.startsWith(ROOT) ? machine.size(name.substring(ROOT.length())) : -1;
        return size < 0
                ? err(1)
                : HttpFront.Reply.json(
                        200, JSON.createObjectNode().put("err", 0).put("size", size));
    }

    private HttpFront.Reply upload(String name, @Nullable String wanted, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        String found = HexFormat.of().toHexDigits((int) crc.getValue());
        if (!name.startsWith(ROOT) || !found.equals(wanted) || !GcodePrinter.isGcode(content)) {
            return err(1);
        }
        try {
            machine.store(name.substring(ROOT.length()), content);
            return err(0);
        } catch (GcodePrinter.No e) {
            return err(1);
        }
    }

    private String gcode(String line) {
        gcodes.add(line);
        Matcher start = START.matcher(line);
        try {
            if (start.matches()) {
                machine.start(start.group(1));
                return "";
            }
            switch (line) {
                case "M25" -> machine.pause();
                case "M24" -> machine.resume();
                case "M0" -> {
                    if (machine.state() != GcodePrinter.State.PAUSED) {
                        return "Error: M0: Pause the print before attempting to cancel it\n";
                    }
                    machine.cancel();
                }
                default -> {
                    return "Error: Bad command: " + line + "\n";
                }
            }
            return "";
        } catch (GcodePrinter.No e) {
            return "Error: " + line + ": " + e.getMessage() + "\n";
        }
    }

    private HttpFront.Reply model(String key) {
        ObjectNode result = JSON.createObjectNode();
        switch (key) {
            case "state" -> result.put("status", status());
            case "job" -> job(result);
            case "heat" -> heat(result);
            default -> {
                ObjectNode none = JSON.createObjectNode().put("key", key).put("flags", "");
                return HttpFront.Reply.json(200, none.putNull("result"));
            }
        }
        ObjectNode answer = JSON.createObjectNode().put("key", key).put("flags", "d99vn");
        answer.set("result", result);
        return HttpFront.Reply.json(200, answer);
    }

    private String status() {
        return switch (machine.state()) {
            case PRINTING -> "processing";
            case PAUSED -> "paused";
            default -> "idle";
        };
    }

    private void job(ObjectNode result) {
        GcodePrinter.State state = machine.state();
        String file = machine.file();
        ObjectNode printing = result.putObject("file");
        if (state.busy()) {
            printing.put("fileName", ROOT + file).put("size", machine.size(file));
            result.put("filePosition", position());
        } else {
            printing.putNull("fileName").put("size", 0);
            result.putNull("filePosition");
        }
        List<GcodePrinter.Print> history = machine.history();
        int ended = history.size() - (state.busy() ? 2 : 1);
        if (ended < 0) {
            result.putNull("lastFileName");
            return;
        }
        GcodePrinter.Print last = history.get(ended);
        result.put("lastFileName", ROOT + last.file());
        result.put("lastFileCancelled", last.state() == GcodePrinter.State.CANCELLED);
        result.put("lastFileAborted", last.state() == GcodePrinter.State.ERROR);
        result.put("lastFileSimulated", false);
    }

    private static void heat(ObjectNode result) {
        result.putArray("bedHeaters").add(0).add(-1);
        result.putArray("chamberHeaters").add(-1);
        result.putArray("heaters").addObject().put("current", 20.5);
        result.withArray("heaters").addObject().put("current", 21.5);
    }

    @Override
    public void close() {
        body.close();
    }
}
