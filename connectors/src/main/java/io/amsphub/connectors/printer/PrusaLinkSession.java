package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conversation with one PrusaLink. */
final class PrusaLinkSession extends FileSession {

    private static final String FILES = "/api/v1/files/usb/" + JobFile.FOLDER + "/";
    private static final String JOB = "/api/v1/job";
    private static final String STARTED = "STARTED";
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;
    private static final int REMEMBERED = 20;

    private static final Map<String, DeviceState> STATES = Map.of(
            "IDLE", DeviceState.NOT_READY,
            "READY", DeviceState.IDLE,
            "BUSY", DeviceState.PREPARING,
            "PRINTING", DeviceState.PRINTING,
            "PAUSED", DeviceState.PAUSED,
            "FINISHED", DeviceState.FINISHED,
            "STOPPED", DeviceState.CANCELLED,
            "ERROR", DeviceState.ATTENTION,
            "ATTENTION", DeviceState.ATTENTION);
    private static final Map<String, String> OUTCOMES =
            Map.of("FINISHED", "FINISHED", "STOPPED", "CANCELLED", "ERROR", "FAILED");

    private final MachineHttp http;
    private final Map<String, String> seen = new LinkedHashMap<>();

    PrusaLinkSession(Device device, DeviceLine line, MachineHttp http) {
        super(device, line);
        this.http = http;
    }

    /** What was dismissed at the machine is forgotten. */
    @Override
    boolean remembers() {
        return false;
    }

    @Override
    Observation look() throws IOException {
        JsonNode status = answered(http.get("/api/v1/status"));
        JsonNode printer = status.path("printer");
        String word = printer.path("state").asText();
        DeviceState state = STATES.getOrDefault(word, DeviceState.UNKNOWN);
        JsonNode job = job();
        String name = job == null ? null : jobOf(job.path("file"));
        if (job != null && name != null) {
            remember(name, OUTCOMES.getOrDefault(job.path("state").asText(), STARTED));
        }
        boolean running = name != null && STARTED.equals(seen.get(name));
        JsonNode progress = job == null ? null : job.path("progress");
        List<RecentJob> recent = seen.entrySet().stream()
                .filter(entry -> !running || !entry.getKey().equals(name))
                .map(entry -> new RecentJob(entry.getKey(), entry.getValue()))
                .toList();
        return new Observation(
                state,
                platform(state),
                running ? name : null,
                running && progress != null && progress.isNumber() ? (Double) progress.asDouble() : null,
                temperatures(printer),
                recent,
                state == DeviceState.ATTENTION ? attention(word) : null);
    }

    /** The file of a job may be known by a short name; then the long one is beside it. */
    private static @Nullable String jobOf(JsonNode file) {
        for (String field : List.of("display_name", "name")) {
            String job = JobFile.job(JobFile.FOLDER + "/" + file.path(field).asText());
            if (job != null && file.path("path").asText().contains("/" + JobFile.FOLDER)) {
                return job;
            }
        }
        return null;
    }

    private void remember(String job, String outcome) {
        seen.put(job, outcome);
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    private static @Nullable Boolean platform(DeviceState state) {
        return switch (state) {
            case IDLE -> Boolean.TRUE;
            case NOT_READY, FINISHED, CANCELLED -> Boolean.FALSE;
            default -> null;
        };
    }

    private @Nullable JsonNode job() throws IOException {
        MachineHttp.Answer answer = http.get(JOB);
        return answer.status() == NO_CONTENT ? null : answered(answer);
    }

    private static JsonNode answered(MachineHttp.Answer answer) throws Unreachable {
        if (!answer.ok() || !answer.json().isObject()) {
            throw new Unreachable("PrusaLink answers " + answer);
        }
        return answer.json();
    }

    private Alarm attention(String word) {
        return new Alarm(
                "PRINTER_" + word,
                word.equals("ERROR") ? Severity.ERROR : Severity.WARNING,
                "the machine waits for a person",
                "see what its display says",
                line().now());
    }

    private static Map<String, Double> temperatures(JsonNode printer) {
        Map<String, Double> temperatures = new HashMap<>();
        if (printer.path("temp_nozzle").isNumber()) {
            temperatures.put("nozzle", printer.path("temp_nozzle").asDouble());
        }
        if (printer.path("temp_bed").isNumber()) {
            temperatures.put("platform", printer.path("temp_bed").asDouble());
        }
        return temperatures;
    }

    private static String path(String job, PrintFiles.PrintFile file) {
        return FILES + MachineHttp.level(JobFile.name(job, file.extension()));
    }

    /** Without Print-After-Upload: some versions take any value of it as a yes. */
    @Override
    void upload(String job, PrintFiles.PrintFile file) throws IOException, Refused {
        MachineHttp.Answer answer = http.put(
                path(job, file),
                Connections.again(() -> line().open(file)),
                file.content().bytes(),
                "Content-Type",
                "application/octet-stream",
                "Overwrite",
                "?1");
        if (!answer.ok()) {
            throw new Refused(answer.status() == CONFLICT ? "BUSY" : "FILE_UNREACHABLE", answer.toString());
        }
        MachineHttp.Answer stored = http.get(path(job, file));
        if (!stored.ok()
                || stored.object().path("size").asLong(-1) != file.content().bytes()) {
            throw new Refused("FILE_MISMATCH", "the machine has another file: " + stored);
        }
    }

    @Override
    void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused {
        obeyed(http.send("POST", path(print.job(), file)));
    }

    @Override
    void control(DeviceCommand.Control control) throws IOException, Refused {
        JsonNode job = job();
        if (job == null) {
            throw new Refused("UNKNOWN_JOB", "nothing is on the machine");
        }
        String path = JOB + "/" + job.path("id").asLong();
        switch (control.verb()) {
            case CANCEL -> obeyed(http.send("DELETE", path));
            case PAUSE -> obeyed(http.send("PUT", path + "/pause"));
            case RESUME -> obeyed(http.send("PUT", path + "/resume"));
        }
    }

    private static void obeyed(MachineHttp.Answer answer) throws IOException, Refused {
        if (answer.status() >= 500) {
            throw new Unreachable("PrusaLink answers " + answer);
        }
        if (!answer.ok()) {
            throw new Refused(answer.status() == CONFLICT ? "BUSY" : "UNKNOWN_JOB", answer.toString());
        }
    }

    /** Only a person at the machine can set it ready. */
    @Override
    void cleared() {}
}
