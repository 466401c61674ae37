package io.amsphub.config.simulator.bambu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.gcode.GcodePrinter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated machine does with requests, and what it tells of itself. Called on one thread. Strict where real
 * machines break: a job for a machine at work is refused and cancels the job under way, numbers are cut to 32 bits.
 */
final class BambuMind {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CANCELLED = 50_348_044;
    private static final long BROKEN = 0x0300_8004;
    private static final long BUSY = 0x0500_4004;
    private static final long UNSIGNED = 84_033_543;
    private static final long UNSIGNED_ATTR = 0x0500_0500L;
    private static final long UNSIGNED_CODE = 0x0001_0007L;
    private static final Duration CANCEL_SHOWN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WHOLES = Duration.ofMinutes(5);

    private final GcodePrinter machine;
    private final Duration interval;
    private final Consumer<String> violation;
    private final AtomicInteger submissions = new AtomicInteger();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Set<String> numbers = new HashSet<>();
    private final ReportDelta delta = new ReportDelta();

    private String number = "0";
    private String name = "";
    private String file = "";
    private String developerMode = "on";
    private String hms = "none";
    private long cancelledAt = System.nanoTime() - CANCEL_SHOWN.toNanos();
    private long preparedAt = System.nanoTime();
    private boolean refusedUnsigned;
    private boolean swallow;
    private boolean pushing;
    private @Nullable Long wholeAt;

    BambuMind(GcodePrinter machine, Duration interval, Consumer<String> violation) {
        this.machine = machine;
        this.interval = interval;
        this.violation = violation;
    }

    int submissions() {
        return submissions.get();
    }

    int wakeUps() {
        return wakeUps.get();
    }

    void swallow() {
        swallow = true;
    }

    void developerMode(String mode) {
        developerMode = mode;
        refusedUnsigned = false;
    }

    void hms(String entry) {
        hms = entry;
    }

    /** A person prints from the display. */
    void foreign() {
        try {
            machine.store("display.gcode.3mf", new byte[] {1});
            begin("display.gcode.3mf", "0", "display");
        } catch (GcodePrinter.No e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new listener has heard nothing, and may ask for everything. */
    void forgetListeners() {
        pushing = false;
        wholeAt = null;
    }

    /** Returns what has changed since it was told; nothing before everything was told. */
    List<ObjectNode> changes() {
        return pushing ? delta.changes(status()) : List.of();
    }

    /** Obeys a request, and returns what it says about it. */
    List<ObjectNode> obey(String type, JsonNode request) {
        String command = request.path("command").asText();
        if (!request.path("sequence_id").isTextual()) {
            violation.accept("a request without a sequence number: " + request);
        }
        return switch (type + "." + command) {
            case "pushing.pushall" -> whole();
            case "pushing.start" -> {
                wakeUps.incrementAndGet();
                pushing = true;
                yield delta.alive(status());
            }
            case "info.get_version" -> List.of(version(request));
            case "print.project_file" -> projectFile(request);
            case "print.pause", "print.resume", "print.stop" -> List.of(control(command, request));
            default -> {
                violation.accept("an unknown request " + type + "." + command);
                yield List.of();
            }
        };
    }

    private List<ObjectNode> whole() {
        Long before = wholeAt;
        if (before != null && System.nanoTime() - before < BETWEEN_WHOLES.toNanos()) {
            violation.accept("everything was asked for twice in five minutes");
        }
        wholeAt = System.nanoTime();
        pushing = true;
        return List.of(delta.whole(status()));
    }

    private static ObjectNode version(JsonNode request) {
        ObjectNode reply = JSON.createObjectNode();
        reply.putObject("info")
                .put("command", "get_version")
                .put("sequence_id", request.path("sequence_id").asText())
                .putArray("module")
                .addObject()
                .put("name", "ota")
                .put("sw_ver", "01.08.02.00");
        return reply;
    }

    private List<ObjectNode> projectFile(JsonNode request) {
        submissions.incrementAndGet();
        ObjectNode reply;
        if (!developerMode.equals("on")) {
            refusedUnsigned = true;
            reply = failed(request, "mqtt message verify failed", UNSIGNED);
        } else {
            reply = print(request);
        }
        if (swallow) {
            swallow = false;
            return List.of();
        }
        return List.of(reply);
    }

    private ObjectNode print(JsonNode request) {
        String url = request.path("url").asText();
        String path = url.startsWith("ftp://") ? url.substring("ftp://".length()) : "";
        try {
            if (machine.state().busy()) {
                violation.accept("a job for a machine at work");
                machine.cancel();
                cancelledAt = System.nanoTime();
                return failed(request, "busy", BUSY);
            }
            String wrong = SlicedPlate.wrong(
                    machine.content(path),
                    request.path("param").asText(),
                    request.path("md5").asText());
            if (wrong != null) {
                return failed(request, wrong, 0);
            }
            begin(
                    path,
                    number(request.path("subtask_id")),
                    request.path("subtask_name").asText());
            return reply(request).put("result", "success");
        } catch (GcodePrinter.No e) {
            return failed(request, String.valueOf(e.getMessage()), 0);
        }
    }

    private void begin(String path, String as, String called) throws GcodePrinter.No {
        machine.start(path);
        number = as;
        name = called;
        file = path;
        preparedAt = System.nanoTime() + 2 * interval.toNanos();
    }

    /** Numbers above 32 bits are cut, so that all of them are the same. */
    private String number(JsonNode id) {
        long given;
        try {
            given = Long.parseLong(id.asText());
        } catch (NumberFormatException e) {
            given = 0;
        }
        String cut = Long.toString(Math.min(given, Integer.MAX_VALUE));
        if (given <= 0 || given > Integer.MAX_VALUE || !numbers.add(cut)) {
            violation.accept("a submission with the number " + id.asText());
        }
        return cut;
    }

    private ObjectNode control(String command, JsonNode request) {
        try {
            switch (command) {
                case "pause" -> machine.pause();
                case "resume" -> machine.resume();
                default -> {
                    machine.cancel();
                    cancelledAt = System.nanoTime();
                }
            }
            return reply(request);
        } catch (GcodePrinter.No e) {
            return failed(request, String.valueOf(e.getMessage()), 0);
        }
    }

    /** Some replies have no result at all. */
    private static ObjectNode reply(JsonNode request) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.set("print", request.deepCopy());
        return envelope;
    }

    private static ObjectNode failed(JsonNode request, String reason, long error) {
        ObjectNode envelope = reply(request);
        ((ObjectNode) envelope.path("print"))
                .put("result", "failed")
                .put("reason", reason)
                .put("err_code", error);
        return envelope;
    }

    private ObjectNode status() {
        ObjectNode print = JSON.createObjectNode()
                .put("gcode_state", state())
                .put("mc_percent", (int) (100 * machine.progress()))
                .put("mc_remaining_time", 1)
                .put("stg_cur", 0)
                .put("print_error", error())
                .put("subtask_id", number)
                .put("task_id", number)
                .put("project_id", number)
                .put("subtask_name", name)
                .put("gcode_file", file)
                .put("nozzle_temper", 21.5)
                .put("bed_temper", 20.0)
                .put("wifi_signal", "-48dBm")
                .put("fun", developerMode.equals("off") ? "20000CFF" : "CFF")
                .put("sdcard", true);
        print.putObject("ams").put("tray_now", "255").putArray("ams");
        if (!hms.equals("none")) {
            String[] words = hms.split(":", 2);
            entry(print, Long.parseLong(words[0]), Long.parseLong(words[1]));
        }
        if (refusedUnsigned && developerMode.equals("off")) {
            entry(print, UNSIGNED_ATTR, UNSIGNED_CODE);
        }
        print.withArray("hms");
        return print;
    }

    private static void entry(ObjectNode print, long attribute, long code) {
        print.withArray("hms").addObject().put("attr", attribute).put("code", code);
    }

    private String state() {
        return switch (machine.state()) {
            case STANDBY -> "IDLE";
            case PRINTING -> System.nanoTime() - preparedAt < 0 ? "PREPARE" : "RUNNING";
            case PAUSED -> "PAUSE";
            case COMPLETE -> "FINISH";
            default -> "FAILED";
        };
    }

    private long error() {
        return switch (machine.state()) {
            case CANCELLED -> System.nanoTime() - cancelledAt < CANCEL_SHOWN.toNanos() ? CANCELLED : 0;
            case ERROR -> BROKEN;
            default -> 0;
        };
    }
}
