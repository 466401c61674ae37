package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with a machine that is sent a file and then told to print it: what such machines have
 * in common, whatever they speak.
 *
 * <p>None of them starts a print once for sure, so the hub does: it looks for the job on the machine, makes
 * sure that the machine is free, brings the file there and has it verified, notes durably that it begins,
 * starts once, and waits for the machine to speak of the job by itself. After the note nothing is sent
 * again, by this session or by any after it: the job shows up on the machine, or the hub asks.
 *
 * <p>Reports say how things are, with the jobs that the machine knows of, and never what has changed; so
 * none is missed for good.
 */
abstract class FileSession implements DeviceSession {

    private static final Logger LOG = LoggerFactory.getLogger(FileSession.class);
    private static final Set<DeviceState> IDLE = EnumSet.of(
            DeviceState.IDLE, DeviceState.FINISHED, DeviceState.CANCELLED, DeviceState.FAILED, DeviceState.NOT_READY);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final int MISSES = 2;

    private final Device device;
    private final DeviceLine line;
    private @Nullable Observation reported;
    private @Nullable Instant reportedAt;
    private boolean lost;
    private int misses;

    FileSession(Device device, DeviceLine line) {
        this.device = device;
        this.line = line;
    }

    /** Returns whether the machine keeps a record of what it printed, so that no record means no print. */
    boolean remembers() {
        return true;
    }

    /** Returns what it prints. */
    PrintFiles.Wish wish() {
        return PrintFiles.Wish.GCODE;
    }

    /**
     * Repeats a start that was sent and not answered, to a machine that obeys the same command once, however often
     * it hears it. Others are never told twice.
     *
     * @return whether it was repeated, and answered
     */
    boolean remind(DeviceCommand.Print print) throws IOException, Refused {
        return false;
    }

    /** Makes sure that what {@link #look} sees next is younger than this question. */
    void inquire(DeviceCommand question) throws IOException {}

    /** Asks the machine how it stands now, all of it. */
    abstract Observation look() throws IOException;

    /** Returns how the machine stands, as far as a machine that speaks by itself has told; asks all others. */
    Observation glance() throws IOException {
        return look();
    }

    /** Brings a file to the machine and has it verified by size and checksum, as far as it can. */
    abstract void upload(String job, PrintFiles.PrintFile file) throws IOException, Refused;

    /** Starts a print: the one step that cannot be taken back. */
    abstract void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused;

    /** Pauses, resumes or cancels what the machine is making, which is the job. */
    abstract void control(DeviceCommand.Control control) throws IOException, Refused;

    /** Tells the machine that its platform was cleared, if it cares. */
    abstract void cleared() throws IOException, Refused;

    final Device device() {
        return device;
    }

    final DeviceLine line() {
        return line;
    }

    @Override
    public final void visit() {
        try {
            observed(glance());
        } catch (IOException e) {
            missed(e);
        }
    }

    /** Takes in how the machine stands. */
    final void observed(Observation now) {
        misses = 0;
        if (lost) {
            lost = false;
            line.report(new DeviceReport.Session(device.id(), line.now(), true, "it answers"));
        }
        Instant last = reportedAt;
        if (now.differs(reported) || last == null || last.plus(HEARTBEAT).isBefore(line.now())) {
            report(now);
        }
    }

    private void report(Observation now) {
        DeviceLine.Stamp stamp = line.stamp();
        line.report(new DeviceReport.State(
                stamp.device(),
                stamp.arrivedAt(),
                stamp.boot(),
                stamp.seq(),
                now.state(),
                now.platformClear(),
                now.job(),
                now.progressPct(),
                now.temperaturesC(),
                now.recentJobs(),
                now.alarm()));
        String job = now.job();
        Double progress = now.progressPct();
        if (job != null && progress != null && now.state() == DeviceState.PRINTING) {
            DeviceLine.Stamp next = line.stamp();
            line.report(new DeviceReport.Progress(
                    next.device(), next.arrivedAt(), next.boot(), next.seq(), job, progress, now.temperaturesC()));
        }
        reported = now;
        reportedAt = stamp.arrivedAt();
    }

    /** The machine did not answer; once may be chance. A hub that stops has broken off its question itself. */
    final void missed(IOException why) {
        LOG.debug("{} does not answer", device.id(), why);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        if (++misses >= MISSES && !lost) {
            lost = true;
            reported = null;
            line.report(new DeviceReport.Session(device.id(), line.now(), false, String.valueOf(why.getMessage())));
        }
    }

    /** The machine's own last will, or its farewell. */
    final void gone() {
        reported = null;
        line.report(new DeviceReport.Gone(device.id(), line.now()));
    }

    @Override
    public final Told tell(DeviceCommand command, boolean begun) {
        try {
            if (command instanceof DeviceCommand.Print print) {
                return print(print, begun);
            }
            if (command instanceof DeviceCommand.Control control) {
                obey(control);
            } else if (command instanceof DeviceCommand.ClearPlatform) {
                cleared();
                acknowledge(command, "platform-clear", null);
                observed(look());
            } else {
                answerQuestion(command);
            }
        } catch (Refused e) {
            refuse(command, e);
        } catch (IOException e) {
            missed(e);
            return mayWait(command) ? Told.LATER : Told.DONE;
        }
        return Told.DONE;
    }

    /** The look begins after the question was asked, so what it sees is younger than any command before it. */
    private void answerQuestion(DeviceCommand question) throws IOException {
        inquire(question);
        Observation now = look();
        if (remembers()) {
            acknowledge(question, "report", null);
        } else {
            answer(question, "report", null, "NO_RECORD", "the machine keeps no record of what it printed");
        }
        report(now);
    }

    private boolean mayWait(DeviceCommand command) {
        return command.expiresAt() != null && !expired(command);
    }

    private boolean expired(DeviceCommand command) {
        Instant end = command.expiresAt();
        return end != null && !end.isAfter(line.now());
    }

    private void obey(DeviceCommand.Control control) throws IOException, Refused {
        if (expired(control)) {
            throw new Refused("EXPIRED", "expired " + control.expiresAt());
        }
        if (!control.job().equals(look().job())) {
            throw new Refused("UNKNOWN_JOB", "job " + control.job() + " is not on the machine");
        }
        control(control);
        acknowledge(control, control.verb().name().toLowerCase(Locale.ROOT), control.job());
        observed(look());
    }

    private Told print(DeviceCommand.Print print, boolean begun) throws IOException, Refused {
        Observation now = begun ? glance() : look();
        if (now.knows(print.job())) {
            accept(print, now);
            return Told.DONE;
        }
        if (begun) {
            observed(now);
            return expired(print) ? Told.DONE : begun(print, () -> remind(print));
        }
        requireFree(print, now);
        PrintFiles.PrintFile file = prepare(print, now);
        requireFree(print, look());
        line.begin(print);
        return begun(print, () -> {
            start(print, file);
            return true;
        });
    }

    /** A refusal does not count when the job is there all the same. */
    private Told begun(DeviceCommand.Print print, Step step) throws IOException, Refused {
        try {
            if (!step.taken()) {
                return Told.LATER;
            }
        } catch (Refused e) {
            if (!look().knows(print.job())) {
                throw e;
            }
        }
        Observation after = look();
        if (after.knows(print.job())) {
            accept(print, after);
            return Told.DONE;
        }
        return Told.LATER;
    }

    /** What may be refused, or go astray. */
    private interface Step {
        boolean taken() throws IOException, Refused;
    }

    private PrintFiles.PrintFile prepare(DeviceCommand.Print print, Observation now) throws IOException, Refused {
        report(new Observation(
                DeviceState.PREPARING, now.platformClear(), null, null, now.temperaturesC(), now.recentJobs(), null));
        try {
            PrintFiles.PrintFile file = line.file(print, wish());
            upload(print.job(), file);
            return file;
        } catch (HubException e) {
            throw new Refused(
                    "FILE_UNREACHABLE",
                    e.getMessage() + " Remedy: " + e.problem().remedy());
        }
    }

    private void requireFree(DeviceCommand.Print print, Observation now) throws Refused {
        if (expired(print)) {
            throw new Refused("EXPIRED", "expired " + print.expiresAt());
        }
        if (!IDLE.contains(now.state())) {
            throw new Refused("BUSY", "the machine is " + now.state());
        }
        if (Boolean.FALSE.equals(now.platformClear())) {
            throw new Refused("PLATFORM_NOT_CLEAR", "nobody has said at the machine that the platform is clear");
        }
    }

    private void accept(DeviceCommand.Print print, Observation now) {
        acknowledge(print, "print", print.job());
        report(now);
    }

    private void acknowledge(DeviceCommand command, String verb, @Nullable String job) {
        answer(command, verb, job, null, null);
    }

    private void refuse(DeviceCommand command, Refused refusal) {
        String verb = "report";
        String job = null;
        if (command instanceof DeviceCommand.Print print) {
            verb = "print";
            job = print.job();
        } else if (command instanceof DeviceCommand.Control control) {
            verb = control.verb().name().toLowerCase(Locale.ROOT);
            job = control.job();
        }
        answer(command, verb, job, refusal.code(), refusal.getMessage());
        reported = null;
    }

    private void answer(
            DeviceCommand command, String verb, @Nullable String job, @Nullable String code, @Nullable String reason) {
        DeviceLine.Stamp stamp = line.stamp();
        line.report(new DeviceReport.Acknowledgement(
                stamp.device(),
                stamp.arrivedAt(),
                stamp.boot(),
                stamp.seq(),
                command.id(),
                verb,
                job,
                code == null,
                false,
                code,
                reason));
    }
}
