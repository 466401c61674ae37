package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.PrintFiles;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The conversation with one Moonraker. */
final class MoonrakerSession extends FileSession {

    private static final Logger LOG = LoggerFactory.getLogger(MoonrakerSession.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    /** A start that is not answered soon shows by itself. */
    private static final Duration START = Duration.ofSeconds(4);
    /** A pause is answered when the move under way has ended. */
    private static final Duration OBEY = Duration.ofSeconds(35);

    private static final String SPLIT = "klipper/state/";
    private static final String EXTENSION = "gcode";
    private static final int DUPLICATE = -10000;
    private static final int HISTORY = 20;
    private static final int BUSY = 400;

    private final MachineHttp http;
    private final MoonrakerRpc rpc;
    private final MoonrakerStatus status = new MoonrakerStatus();
    private boolean looked;

    MoonrakerSession(Device device, DeviceLine line, MachineHttp http) {
        super(device, line);
        this.http = http;
        this.rpc = new MoonrakerRpc(line);
    }

    @Override
    public List<String> filters() {
        return List.of("moonraker/status", MoonrakerRpc.ANSWERS, "klipper/#");
    }

    @Override
    public boolean answer(Message message) {
        if (message.topic().equals(MoonrakerRpc.ANSWERS)) {
            rpc.heard(message.payload());
            return true;
        }
        if (message.topic().equals("moonraker/status") && message.payload().contains("offline")) {
            rpc.gone();
        }
        return false;
    }

    @Override
    public void heard(Message message) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(message.payload());
        } catch (IOException e) {
            LOG.debug("{} says what is not JSON on {}", device().id(), message.topic(), e);
            return;
        }
        if (json == null || !json.isObject()) {
            return;
        }
        if (message.topic().equals("moonraker/status")) {
            server(json.path("server").asText(), message.retained());
        } else if (looked && !message.retained()) {
            changed(message.topic(), json);
        }
    }

    private void server(String word, boolean retained) {
        if (word.equals("offline")) {
            looked = false;
            gone();
        } else if (!retained) {
            visit();
        }
    }

    private void changed(String topic, JsonNode json) {
        if (topic.equals("klipper/status")) {
            status.changed(json.path("status"));
        } else if (topic.startsWith(SPLIT)) {
            String[] levels = topic.substring(SPLIT.length()).split("/", 2);
            if (levels.length == 2) {
                status.changed(levels[0], levels[1], json.path("value"));
            }
        }
        if (status.ended()) {
            visit();
        } else {
            observed(status.observation());
        }
    }

    /**
     * Asks for Klipper's objects, because Klipper publishes nothing when it dies, and for the history unless
     * a job of the hub is being made.
     */
    @Override
    Observation look() throws IOException {
        JsonNode objects;
        try {
            objects = rpc.ask("printer.objects.query", MoonrakerStatus.wanted(), LOOK);
        } catch (MoonrakerRpc.RpcError e) {
            return withoutKlipper(e);
        }
        String webhooks = objects.at("/status/webhooks/state").asText("ready");
        if (!webhooks.equals("ready")) {
            return dead(webhooks);
        }
        status.look(objects.path("status"));
        if (status.needsHistory()) {
            JsonNode jobs = asked(
                    "server.history.list",
                    Json.mapper().createObjectNode().put("limit", HISTORY).put("order", "desc"));
            status.history(jobs.path("jobs"));
        }
        looked = true;
        return status.observation();
    }

    private Observation withoutKlipper(MoonrakerRpc.RpcError why) throws IOException {
        String klippy = asked("server.info", Json.mapper().createObjectNode())
                .path("klippy_state")
                .asText();
        if (klippy.equals("ready")) {
            throw new Unreachable("Klipper's objects cannot be read: " + why.getMessage(), why);
        }
        return dead(klippy);
    }

    private Observation dead(String klippy) {
        looked = false;
        return new Observation(
                klippy.equals("startup") ? DeviceState.PREPARING : DeviceState.ATTENTION,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                alarm(klippy));
    }

    private Alarm alarm(String klippy) {
        return new Alarm(
                "KLIPPER_" + klippy.toUpperCase(Locale.ROOT),
                Severity.ERROR,
                "Klipper is " + klippy + ", whatever its last reports say",
                "see klippy.log; restart Klipper when the cause is mended",
                line().now());
    }

    private JsonNode asked(String method, JsonNode params) throws IOException {
        try {
            return rpc.ask(method, params, LOOK);
        } catch (MoonrakerRpc.RpcError e) {
            throw new Unreachable(method + ": " + e.getMessage(), e);
        }
    }

    @Override
    void upload(String job, PrintFiles.PrintFile file) throws IOException, Refused {
        MachineHttp.Answer answer = http.form(
                "/server/files/upload",
                Map.of(
                        "root",
                        "gcodes",
                        "path",
                        JobFile.FOLDER,
                        "checksum",
                        file.content().sha256()),
                JobFile.name(job, EXTENSION),
                Connections.again(() -> line().open(file)));
        if (!answer.ok()) {
            throw new Refused(answer.status() == 422 ? "FILE_MISMATCH" : "FILE_UNREACHABLE", answer.toString());
        }
        long size = answer.object().at("/item/size").asLong(-1);
        if (size != file.content().bytes()) {
            throw new Refused("FILE_MISMATCH", "the machine has " + size + " bytes");
        }
    }

    @Override
    void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused {
        ObjectNode params = Json.mapper().createObjectNode();
        params.put("filename", JobFile.path(print.job(), EXTENSION));
        params.put("mqtt_timestamp", once(print.id()));
        try {
            rpc.ask("printer.print.start", params, START);
        } catch (MoonrakerRpc.RpcError e) {
            if (e.code() != DUPLICATE) {
                throw refused(e);
            }
        }
    }

    /** Moonraker refuses a number that it has seen: the same command has the same one. */
    private static long once(String command) {
        byte[] digest = Secrets.sha256().digest(command.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong() >>> 12;
    }

    private static Refused refused(MoonrakerRpc.RpcError e) {
        String said = String.valueOf(e.getMessage());
        return new Refused(e.code() == BUSY && said.contains("open file") ? "FILE_UNREACHABLE" : "BUSY", said);
    }

    @Override
    void control(DeviceCommand.Control control) throws IOException, Refused {
        obeyed(
                "printer.print." + control.verb().name().toLowerCase(Locale.ROOT),
                Json.mapper().createObjectNode());
    }

    /** Klipper stays "complete" until it is told to forget the file. */
    @Override
    void cleared() throws IOException, Refused {
        DeviceState state = look().state();
        if (state == DeviceState.FINISHED || state == DeviceState.CANCELLED || state == DeviceState.FAILED) {
            obeyed("printer.gcode.script", Json.mapper().createObjectNode().put("script", "SDCARD_RESET_FILE"));
        }
    }

    private void obeyed(String method, JsonNode params) throws IOException, Refused {
        try {
            rpc.ask(method, params, OBEY);
        } catch (MoonrakerRpc.RpcError e) {
            throw refused(e);
        }
    }
}
