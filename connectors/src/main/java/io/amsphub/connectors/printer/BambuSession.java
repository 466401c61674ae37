package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceReport.RecentJob;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceMemory.Submission;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one Bambu Lab machine.
 *
 * <p>It knows its jobs by the number that they were submitted under; the hub keeps these numbers, so that whichever
 * hub comes later finds out which job the machine speaks of. A machine remembers its latest job only: when that is
 * neither the one that was submitted nor the one before it, nobody can say what became of the submission.
 */
final class BambuSession extends FileSession {

    private static final Set<DeviceState> RESTS =
            EnumSet.of(DeviceState.IDLE, DeviceState.FINISHED, DeviceState.CANCELLED, DeviceState.FAILED);
    private static final Set<DeviceState> AT_WORK =
            EnumSet.of(DeviceState.PREPARING, DeviceState.PRINTING, DeviceState.PAUSED);
    private static final Set<DeviceState> ENDS =
            EnumSet.of(DeviceState.FINISHED, DeviceState.CANCELLED, DeviceState.FAILED);
    private static final Duration REPLY = Duration.ofSeconds(10);
    /** Until the machine speaks of a job that it has taken. */
    private static final Duration ECHO = Duration.ofSeconds(10);

    private static final String STARTED = "STARTED";
    private static final String DEVELOPER_MODE = "DEVELOPER_MODE_OFF";
    private static final int REMEMBERED = 20;

    private final BambuAddress address;
    private final BambuTalk talk;
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final Map<Integer, String> jobs = new LinkedHashMap<>();
    private @Nullable String clearedLabel;
    private boolean knowsClearing;
    private boolean clearing;
    private @Nullable String barred;
    private PlateArchive.Written written = new PlateArchive.Written("", PlateArchive.PLATE);

    BambuSession(Device device, DeviceLine line, BambuAddress address) {
        super(device, line);
        this.address = address;
        this.talk = new BambuTalk(address, device.id(), line);
    }

    @Override
    Observation look() throws IOException {
        ensure();
        talk.fence();
        return observation(talk.shadow().status());
    }

    @Override
    Observation glance() throws IOException {
        ensure();
        BambuStatus status = talk.shadow().status();
        if (status.between()) {
            talk.wonder();
        }
        return observation(status);
    }

    private void ensure() throws IOException {
        try {
            talk.ensure();
            barred = null;
        } catch (Barred e) {
            if (!e.alarm().message().equals(barred)) {
                barred = e.alarm().message();
                line().report(new DeviceReport.Barred(device().id(), line().now(), e.alarm()));
            }
            throw e;
        }
    }

    private Observation observation(BambuStatus status) {
        DeviceState state = status.state();
        String job = job(status);
        if (job != null) {
            remember(job, ENDS.contains(state) ? state.name() : seen.getOrDefault(job, STARTED));
        }
        boolean atWork = AT_WORK.contains(state);
        Alarm alarm = status.alarm(line().now());
        List<RecentJob> recent = seen.entrySet().stream()
                .filter(entry -> !atWork || !entry.getKey().equals(job))
                .map(entry -> new RecentJob(entry.getKey(), entry.getValue()))
                .toList();
        return new Observation(
                told(status, state),
                null,
                atWork ? job : null,
                status.progressPct(),
                status.temperaturesC(),
                recent,
                alarm);
    }

    /** A machine stays finished until it begins anew: it is idle again when a person has cleared its platform. */
    private DeviceState told(BambuStatus status, DeviceState state) {
        String cleared = clearedLabel(status);
        boolean free = ENDS.contains(state) && status.label().equals(cleared);
        DeviceState now = free ? DeviceState.IDLE : state;
        return now == DeviceState.IDLE && status.unable() ? DeviceState.ATTENTION : now;
    }

    /**
     * What the registry says when the session begins holds for a job of the hub, and for no other: a person has
     * cleared it, or another job was given to the machine after it, which happens only when one has. After that
     * it is told, perhaps while the machine cannot be reached.
     */
    private @Nullable String clearedLabel(BambuStatus status) {
        String shown = knowsClearing ? null : job(status);
        knowsClearing = true;
        String reserved = device().live().job();
        boolean clear = shown != null && (reserved == null ? device().live().platformClear() : !reserved.equals(shown));
        if (clear || (clearing && RESTS.contains(status.state()))) {
            clearedLabel = status.label();
        }
        clearing = false;
        return clearedLabel;
    }

    private void remember(String job, String outcome) {
        seen.put(job, outcome);
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** Returns the hub's job that is the machine's latest; others may give the same numbers, but not the same names. */
    private @Nullable String job(BambuStatus status) {
        int number = status.submission();
        if (number == 0) {
            return null;
        }
        if (jobs.size() > REMEMBERED) {
            jobs.clear();
        }
        // Only this session gives numbers to the machine, so one that is nobody's stays nobody's.
        String job = jobs.computeIfAbsent(number, this::jobOf);
        return !job.isEmpty() && status.isOf(number, job) ? job : null;
    }

    private String jobOf(int number) {
        Optional<Submission> known = line().remember(memory -> memory.submission(device().id(), number));
        return known.map(Submission::job).orElse("");
    }

    private Optional<Submission> latest() {
        return line().remember(memory -> memory.latestSubmission(device().id()));
    }

    /** The machine's latest job is the one that was submitted, or still the one before it. */
    @Override
    boolean remembers() {
        BambuStatus status = talk.shadow().status();
        return latest().map(submission -> status.isOf(submission.id(), submission.job())
                        || (!submission.before().isEmpty()
                                && submission.before().equals(status.mark())))
                .orElse(true);
    }

    @Override
    void upload(String job, PrintFiles.PrintFile file) throws IOException, Refused {
        requireDeveloperMode();
        Path archive = Files.createTempFile("bambu", ".3mf");
        try (InputStream in = line().open(file)) {
            written = PlateArchive.write(in, archive);
            send(fileName(job), archive);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private static String fileName(String job) {
        return JobFile.FOLDER + "_" + job + ".gcode.3mf";
    }

    private void send(String name, Path archive) throws IOException, Refused {
        ReusingFtps ftps = new ReusingFtps(talk.context(), address.filesHost(), address.filesPort());
        try (InputStream in = Files.newInputStream(archive)) {
            if (!ftps.open(address.user(), address.accessCode())) {
                throw new Refused("FILE_UNREACHABLE", "the machine's file server says: " + ftps.reply());
            }
            if (!ftps.storeFile(name, in)) {
                throw new Refused("FILE_UNREACHABLE", "the machine does not take the file: " + ftps.reply());
            }
            long size = ftps.sizeOf(name);
            if (size != Files.size(archive)) {
                throw new Refused("FILE_MISMATCH", "the machine has " + size + " bytes of " + Files.size(archive));
            }
            ftps.logout();
        } catch (IOException e) {
            talk.ensure();
            throw new Refused("FILE_UNREACHABLE", "the file does not reach the machine: " + e.getMessage());
        } finally {
            ftps.disconnect();
        }
    }

    private void requireDeveloperMode() throws Refused {
        if (talk.shadow().status().developerModeOff()) {
            Alarm alarm = BambuCodes.developerModeOff(line().now());
            throw new Refused(DEVELOPER_MODE, alarm.message() + ". Remedy: " + alarm.remedy());
        }
    }

    /** Submits the job under a number of its own, once, to a machine that rests, and waits for its echo. */
    @Override
    void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused {
        requireDeveloperMode();
        requireRest();
        String before = talk.shadow().status().mark();
        Submission submission =
                line().remember(memory -> memory.submit(print.id(), device().id(), print.job(), before));
        jobs.put(submission.id(), print.job());
        requireRest();
        JsonNode reply = talk.request("print", projectFile(print, submission.id()), () -> echoes(submission), REPLY);
        refuse(reply);
        if (!talk.shadow().await(() -> echoes(submission) || talk.shadow().unsigned(), ECHO) || !echoes(submission)) {
            requireDeveloperMode();
        }
    }

    private void requireRest() throws Refused {
        DeviceState state = talk.shadow().status().state();
        if (!RESTS.contains(state)) {
            throw new Refused("BUSY", "the machine is " + state);
        }
    }

    private boolean echoes(Submission submission) {
        return talk.shadow().isOf(submission.id(), submission.job());
    }

    private ObjectNode projectFile(DeviceCommand.Print print, int number) {
        String name = fileName(print.job());
        String id = Integer.toString(number);
        ObjectNode request = BambuTalk.request("project_file")
                .put("param", written.plate())
                .put("url", "ftp://" + name)
                .put("file", name)
                .put("md5", written.md5())
                .put("bed_type", "auto")
                .put("timelapse", false)
                .put("bed_leveling", true)
                .put("flow_cali", false)
                .put("vibration_cali", true)
                .put("layer_inspect", false)
                .put("use_ams", false);
        request.putArray("ams_mapping").add(-1);
        return request.put("subtask_name", print.job())
                .put("profile_id", "0")
                .put("project_id", id)
                .put("subtask_id", id)
                .put("task_id", id);
    }

    /** Some replies have no result; those that have one write it in any case. */
    private void refuse(@Nullable JsonNode reply) throws Refused {
        if (reply == null
                || !reply.path("result").asText("").toLowerCase(Locale.ROOT).startsWith("fail")) {
            return;
        }
        requireDeveloperMode();
        long error = reply.path("err_code").asLong(reply.path("print_error").asLong());
        String said = reply.path("reason").asText("") + (error == 0 ? "" : " " + BambuCodes.error(error));
        throw new Refused(said.contains(BambuCodes.BUSY) ? "BUSY" : "REFUSED", "the machine says: " + said.strip());
    }

    @Override
    void control(DeviceCommand.Control control) throws IOException, Refused {
        String command =
                switch (control.verb()) {
                    case PAUSE -> "pause";
                    case RESUME -> "resume";
                    case CANCEL -> "stop";
                };
        refuse(talk.ask("print", BambuTalk.request(command).put("param", ""), () -> false, REPLY));
        if (control.verb() == DeviceCommand.Verb.CANCEL) {
            talk.shadow().cancelling();
        }
    }

    /** Nothing is told to the machine, so this is not lost when it cannot be reached. */
    @Override
    void cleared() {
        clearing = true;
    }

    @Override
    public void close() {
        talk.close();
    }
}
