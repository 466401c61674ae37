package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conversation with one OctoPrint. */
final class OctoPrintSession extends FileSession {

    private static final String FILES = "/api/files/local";
    private static final String EXTENSION = "gcode";
    private static final int CONFLICT = 409;
    private static final int RECENT = 20;
    private static final Set<String> DECISIVE = Set.of(
            "event/PrintStarted",
            "event/PrintPaused",
            "event/PrintResumed",
            "event/PrintDone",
            "event/PrintFailed",
            "event/PrintCancelled",
            "event/Error",
            "event/Connected",
            "event/Disconnected");

    private final MachineHttp http;
    private final Set<String> cancelled = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private String lastEvent = "";

    OctoPrintSession(Device device, DeviceLine line, MachineHttp http) {
        super(device, line);
        this.http = http;
    }

    @Override
    public List<String> filters() {
        return List.of("mqtt", "event/+");
    }

    /** An event says that something has changed; what is, is asked for. */
    @Override
    public void heard(Message message) {
        if (message.topic().equals("mqtt")) {
            if (message.payload().equals("disconnected")) {
                gone();
            } else if (!message.retained()) {
                visit();
            }
        } else if (!message.retained() && DECISIVE.contains(message.topic())) {
            String event = message.topic() + message.payload();
            if (!event.equals(lastEvent)) {
                lastEvent = event;
                event(message);
            }
        }
    }

    private void event(Message message) {
        try {
            JsonNode event = Json.mapper().readTree(message.payload());
            String job = event == null ? null : JobFile.job(event.path("path").asText());
            // A cancelled print is told as cancelled, and then as failed: the first word counts.
            if (job != null && message.topic().equals("event/PrintCancelled")) {
                cancelled.add(job);
            }
            visit();
        } catch (IOException e) {
            // Not JSON: it says nothing.
            return;
        }
    }

    @Override
    Observation look() throws IOException {
        MachineHttp.Answer printer = http.get("/api/printer?exclude=sd");
        if (printer.status() == CONFLICT) {
            return new Observation(
                    DeviceState.ATTENTION, null, null, null, Map.of(), recent(null), disconnected(printer.toString()));
        }
        MachineHttp.Answer current = http.get("/api/job");
        JsonNode flags = answered(printer).path("state").path("flags");
        JsonNode job = answered(current);
        String path = job.at("/job/file/path").asText();
        boolean running = flags.path("printing").asBoolean()
                || flags.path("paused").asBoolean()
                || flags.path("pausing").asBoolean()
                || flags.path("cancelling").asBoolean()
                || flags.path("finishing").asBoolean();
        JsonNode completion = job.at("/progress/completion");
        boolean error =
                flags.path("error").asBoolean() || flags.path("closedOrError").asBoolean();
        return new Observation(
                state(flags, running, error),
                null,
                running ? JobFile.job(path) : null,
                running && completion.isNumber() ? (Double) completion.asDouble() : null,
                temperatures(printer.json().path("temperature")),
                recent(running ? path : null),
                error ? disconnected(printer.json().at("/state/text").asText()) : null);
    }

    private static DeviceState state(JsonNode flags, boolean running, boolean error) {
        if (error) {
            return DeviceState.ATTENTION;
        }
        if (flags.path("paused").asBoolean()) {
            return DeviceState.PAUSED;
        }
        if (running) {
            return DeviceState.PRINTING;
        }
        return flags.path("operational").asBoolean() ? DeviceState.IDLE : DeviceState.UNKNOWN;
    }

    private Alarm disconnected(String what) {
        return new Alarm(
                "PRINTER_NOT_OPERATIONAL",
                Severity.ERROR,
                "OctoPrint has no working connection to its printer: " + what,
                "see to the printer and connect it in OctoPrint",
                line().now());
    }

    /** OctoPrint keeps with each file how often it was printed, and how the last time ended. */
    private List<RecentJob> recent(@Nullable String running) throws IOException {
        MachineHttp.Answer folder = http.get(FILES + "/" + JobFile.FOLDER + "?recursive=false");
        if (folder.status() == 404) {
            return List.of();
        }
        List<JsonNode> files = new ArrayList<>();
        answered(folder).path("children").forEach(files::add);
        files.sort(
                (a, b) -> Long.compare(b.path("date").asLong(), a.path("date").asLong()));
        List<RecentJob> recent = new ArrayList<>();
        for (JsonNode file : files.subList(0, Math.min(RECENT, files.size()))) {
            String path = file.path("path").asText();
            String job = JobFile.job(path);
            JsonNode last = file.at("/prints/last/success");
            String outcome =
                    job == null || !last.isBoolean() || path.equals(running) ? null : outcome(job, last.asBoolean());
            if (job != null && outcome != null) {
                recent.add(new RecentJob(job, outcome));
            }
        }
        return recent;
    }

    /**
     * OctoPrint counts a cancelled print among those that failed. So a failure is believed at the second
     * look: until then the event may come that says which it was.
     */
    private @Nullable String outcome(String job, boolean success) {
        if (success) {
            return "FINISHED";
        }
        if (cancelled.contains(job)) {
            return "CANCELLED";
        }
        return failed.add(job) ? null : "FAILED";
    }

    private static JsonNode answered(MachineHttp.Answer answer) throws Unreachable {
        if (!answer.ok() || !answer.json().isObject()) {
            throw new Unreachable("OctoPrint answers " + answer);
        }
        return answer.json();
    }

    private static Map<String, Double> temperatures(JsonNode sensors) {
        Map<String, Double> temperatures = new HashMap<>();
        for (Map.Entry<String, String> sensor :
                Map.of("tool0", "nozzle", "bed", "platform").entrySet()) {
            JsonNode actual = sensors.path(sensor.getKey()).path("actual");
            if (actual.isNumber()) {
                temperatures.put(sensor.getValue(), actual.asDouble());
            }
        }
        return temperatures;
    }

    private static String file(String job) {
        return FILES + "/" + JobFile.FOLDER + "/" + MachineHttp.level(JobFile.name(job, EXTENSION));
    }

    @Override
    void upload(String job, PrintFiles.PrintFile file) throws IOException, Refused {
        ObjectNode userdata = Json.mapper().createObjectNode().put("amspJob", job);
        MachineHttp.Answer answer = http.form(
                FILES,
                Map.of("path", JobFile.FOLDER, "select", "false", "print", "false", "userdata", userdata.toString()),
                JobFile.name(job, EXTENSION),
                Connections.again(() -> line().open(file)));
        if (!answer.ok()) {
            throw new Refused("FILE_UNREACHABLE", answer.toString());
        }
        MachineHttp.Answer stored = http.get(file(job));
        String sha1 = Digest.sha1(Connections.again(() -> line().open(file)));
        if (!stored.ok()) {
            throw new Refused("FILE_MISMATCH", "the machine has no such file: " + stored);
        }
        JsonNode has = stored.object();
        if (has.path("size").asLong(-1) != file.content().bytes()
                || !has.path("hash").asText(sha1).toLowerCase(Locale.ROOT).equals(sha1)) {
            throw new Refused("FILE_MISMATCH", "the machine has another file: " + stored);
        }
    }

    @Override
    void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused {
        obeyed(http.post(
                file(print.job()),
                Json.mapper().createObjectNode().put("command", "select").put("print", true)));
    }

    @Override
    void control(DeviceCommand.Control control) throws IOException, Refused {
        ObjectNode body = Json.mapper().createObjectNode();
        switch (control.verb()) {
            case CANCEL -> {
                cancelled.add(control.job());
                body.put("command", "cancel");
            }
            case PAUSE -> body.put("command", "pause").put("action", "pause");
            case RESUME -> body.put("command", "pause").put("action", "resume");
        }
        obeyed(http.post("/api/job", body));
    }

    private static void obeyed(MachineHttp.Answer answer) throws IOException, Refused {
        if (answer.status() >= 500) {
            throw new Unreachable("OctoPrint answers " + answer);
        }
        if (!answer.ok()) {
            throw new Refused(answer.status() == CONFLICT ? "BUSY" : "FILE_UNREACHABLE", answer.toString());
        }
    }

    /** OctoPrint is ready as soon as a print has ended; the platform is the hub's affair. */
    @Override
    void cleared() {}
}
