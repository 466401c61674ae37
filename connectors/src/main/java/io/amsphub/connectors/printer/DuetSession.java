package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The conversation with one Duet. */
final class DuetSession extends FileSession {

    private static final String ROOT = "0:/gcodes/";
    private static final String EXTENSION = "gcode";
    /** A pause is obeyed when the moves that are planned have been made. */
    private static final Duration OBEY = Duration.ofSeconds(30);

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Set<DeviceState> MAKING = Set.of(DeviceState.PRINTING, DeviceState.PAUSED);

    private final MachineHttp http;
    private final DuetLogin login;
    private final boolean speaks;
    private final DuetModel model = new DuetModel();
    private @Nullable Observation last;

    DuetSession(Device device, DeviceLine line, MachineHttp http, DuetLogin login, boolean speaks) {
        super(device, line);
        this.http = http;
        this.login = login;
        this.speaks = speaks;
    }

    /** The last file alone, and that until it is switched off. */
    @Override
    boolean remembers() {
        return false;
    }

    @Override
    public List<String> filters() {
        return speaks ? List.of("status", "event", "progress") : List.of();
    }

    /** Macros say that something has happened; what it was is asked for. */
    @Override
    public void heard(Message message) {
        if (message.retained()) {
            return;
        }
        switch (message.topic()) {
            case "status" -> {
                if (message.payload().strip().equals("offline")) {
                    last = null;
                    gone();
                } else {
                    visit();
                }
            }
            case "event" -> visit();
            default -> progressed(SparkplugMetrics.json(message.payload()));
        }
    }

    /** Only of the job that is known to be made: a message may be older than the last look. */
    private void progressed(JsonNode said) {
        Observation known = last;
        String job = JobFile.job(said.path("file").asText());
        Double progress = DuetModel.progress(said.path("position"), said.path("size"));
        if (known != null && job != null && progress != null && job.equals(known.job())) {
            observed(new Observation(
                    known.state(), null, job, progress, known.temperaturesC(), known.recentJobs(), known.alarm()));
        }
    }

    @Override
    Observation look() throws IOException {
        Observation now = model.look(model("state"), model("job"), model("heat"), line().now());
        last = now;
        return now;
    }

    private JsonNode model(String key) throws IOException {
        MachineHttp.Answer answer = http.get("/rr_model?key=" + key + "&flags=d99vn");
        JsonNode result = answer.json().path("result");
        if (!answer.ok() || !result.isObject()) {
            throw new Unreachable("the Duet answers " + answer);
        }
        return result;
    }

    private static String path(String job) {
        return ROOT + JobFile.path(job, EXTENSION);
    }

    @Override
    void upload(String job, PrintFiles.PrintFile file) throws IOException, Refused {
        http.get("/rr_mkdir?dir=" + MachineHttp.level(ROOT + JobFile.FOLDER));
        String name = MachineHttp.level(path(job));
        MachineHttp.Answer answer = http.upload(
                "POST",
                "/rr_upload?name=" + name + "&crc32=" + crc32(file),
                Connections.again(() -> line().open(file)),
                file.content().bytes(),
                "Content-Type",
                "application/octet-stream");
        if (!answer.ok()) {
            throw new Refused("FILE_UNREACHABLE", answer.toString());
        }
        if (answer.object().path("err").asInt(-1) != 0) {
            throw new Refused("FILE_MISMATCH", "the upload was not taken: " + answer);
        }
        JsonNode stored = http.get("/rr_fileinfo?name=" + name).object();
        if (stored.path("size").asLong(-1) != file.content().bytes()) {
            throw new Refused("FILE_MISMATCH", "the machine has another file: " + stored);
        }
    }

    private String crc32(PrintFiles.PrintFile file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = line().open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    @Override
    void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused {
        command("M32 \"" + path(print.job()) + "\"");
    }

    /** A print is cancelled by M0, which the firmware takes only while it is paused. */
    @Override
    void control(DeviceCommand.Control control) throws IOException, Refused {
        switch (control.verb()) {
            case PAUSE -> {
                command("M25");
                until(Set.of(DeviceState.PAUSED));
            }
            case RESUME -> {
                command("M24");
                until(Set.of(DeviceState.PRINTING));
            }
            case CANCEL -> {
                if (look().state() == DeviceState.PRINTING) {
                    command("M25");
                    until(Set.of(DeviceState.PAUSED));
                }
                command("M0");
                until(Set.of(DeviceState.IDLE));
            }
        }
    }

    private void until(Set<DeviceState> wanted) throws IOException, Refused {
        long end = System.nanoTime() + OBEY.toNanos();
        DeviceState state = look().state();
        while (!wanted.contains(state)) {
            // A print that has ended by itself is not paused or resumed any more.
            if (!MAKING.contains(state)
                    || System.nanoTime() > end
                    || Thread.currentThread().isInterrupted()) {
                throw new Refused("BUSY", "the machine is " + state + " and not " + wanted);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
            state = look().state();
        }
    }

    /** What goes wrong with a G-code shows in the reply that is fetched after it. */
    private void command(String gcode) throws IOException, Refused {
        MachineHttp.Answer answer = http.getOnce("/rr_gcode?gcode=" + MachineHttp.level(gcode));
        if (!answer.ok()) {
            throw new Refused("BUSY", answer.toString());
        }
        String reply = http.get("/rr_reply").text();
        if (reply.startsWith("Error")) {
            throw new Refused("BUSY", reply.strip());
        }
    }

    /** The firmware knows nothing of platforms. */
    @Override
    void cleared() {}

    @Override
    public void close() {
        if (last != null) {
            login.end();
        }
    }
}
