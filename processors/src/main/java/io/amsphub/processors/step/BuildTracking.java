package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what machines report and moves jobs, parts and the registry by it.
 *
 * <p>Reports may come twice, late or out of order. What only describes the moment (state, progress)
 * counts when it is newer than what is known; what ended something (a job) counts whenever it comes,
 * once. A machine can only speak of jobs that the hub gave to it.
 */
public final class BuildTracking {

    private static final Map<String, JobState> BY_DEVICE_STATE = Map.of(
            "PRINTING", JobState.PRINTING,
            "PAUSED", JobState.PAUSED);

    /** Where a part is while its extents can still decide about it. */
    private static final Set<PartState> MEASURABLE =
            Set.of(PartState.PRINTED, PartState.IN_POST_PROCESSING, PartState.IN_INSPECTION);

    private static final int REFUSALS = 5;

    /** The code of a machine that could not fetch the file. */
    private static final String NOT_FETCHED = "FILE_UNREACHABLE";

    private final Devices devices;
    private final Jobs jobs;
    private final Parts parts;
    private final Production production;
    private final Intake intake;

    /** Brings together what reports touch. */
    public BuildTracking(Devices devices, Jobs jobs, Parts parts, Production production, Intake intake) {
        this.devices = devices;
        this.jobs = jobs;
        this.parts = parts;
        this.production = production;
        this.intake = intake;
    }

    /**
     * Takes in a report.
     *
     * @throws HubException when the device is not registered
     */
    public void track(DeviceReport report) {
        track(
                devices.find(report.device())
                        .orElseThrow(() -> new HubException(
                                FailureCode.UNKNOWN_DEVICE,
                                "there is no device " + report.device(),
                                null,
                                "register it with POST /devices")),
                report);
    }

    /** Takes in a report of a device that was read in this transaction. */
    public void track(Device device, DeviceReport report) {
        if (report instanceof DeviceReport.State state) {
            onState(device, state);
        } else if (report instanceof DeviceReport.Gone) {
            onGone(device);
        } else if (report instanceof DeviceReport.Session session) {
            onSession(device, session);
        } else if (report instanceof DeviceReport.Barred barred) {
            devices.note(device.withLive(device.live().withAlarm(barred.alarm())));
        } else if (report instanceof DeviceReport.Identity identity) {
            onIdentity(device, identity);
        } else if (report instanceof DeviceReport.Progress progress) {
            onProgress(device, progress);
        } else if (report instanceof DeviceReport.JobEnd end) {
            onJobEnd(device, end);
        } else if (report instanceof DeviceReport.PlatformClear clear) {
            onPlatformClear(device, clear);
        } else if (report instanceof DeviceReport.Acknowledgement acknowledgement) {
            onAcknowledgement(device, acknowledgement);
        }
    }

    private void onState(Device device, DeviceReport.State report) {
        LiveState live = device.live();
        if (!live.isNews(report.boot(), report.seq())) {
            return;
        }
        LiveState now = live.heard(report.boot(), report.seq(), report.arrivedAt())
                .reported(report.state(), report.progressPct(), report.temperaturesC(), report.alarm());
        if (changesOnlyTheDevice(device, device.withLive(now), report)) {
            devices.note(device.withLive(now));
            return;
        }
        Device updated = devices.update(device.withLive(now));
        String reserved = live.job();
        if (reserved != null) {
            reconcile(updated, jobs.get(reserved), report);
        } else if (isClear(report)) {
            platformCleared(updated, device.id(), device.free());
        }
    }

    /** Whether no job, no part and no dispatch has anything to do with it, which is so of nearly all reports. */
    private boolean changesOnlyTheDevice(Device before, Device after, DeviceReport.State report) {
        String reserved = before.live().job();
        if (reserved != null) {
            return reserved.equals(report.job())
                    && jobs.get(reserved).state()
                            == BY_DEVICE_STATE.get(report.state().name());
        }
        LiveState live = after.live();
        return !isClear(report) || (live.platformClear() && live.onPlatform() == null && before.free() == after.free());
    }

    private static boolean isClear(DeviceReport.State report) {
        return Boolean.TRUE.equals(report.platformClear());
    }

    /** Compares what the hub thinks the machine is making with what the machine says. */
    private void reconcile(Device device, Job job, DeviceReport.State report) {
        Principal who = principal(device);
        if (job.id().equals(report.job())) {
            JobState next = BY_DEVICE_STATE.get(report.state().name());
            if (next != null && next != job.state() && JobState.TRANSITIONS.allows(job.state(), next)) {
                production.begun(job, who);
                production.move(job, next, who, "the machine says so");
            }
            return;
        }
        for (DeviceReport.RecentJob recent : report.recentJobs()) {
            if (recent.job().equals(job.id())) {
                ended(device, job, recent.outcome(), report);
                return;
            }
        }
        if (neverTaken(job, report)) {
            String why = "the command expired and the machine has no record of it";
            if (production.givenUp(job)) {
                giveUp(job, who, why);
            } else {
                production.moved(job, job.queuedAgain("the machine never took the command up"), who, why);
            }
            devices.update(
                    device.withLive(device.live().released(null, !Boolean.FALSE.equals(report.platformClear()))));
            intake.dispatchDue(job.id(), job.orderId());
        }
    }

    private void ended(Device device, Job job, String outcome, DeviceReport.State report) {
        if (outcome.equals("STARTED")) {
            if (report.state() == DeviceState.IDLE) {
                end(device, job, Outcome.FAILED, "the machine began the job and lost it", null, isClear(report));
            }
            return;
        }
        end(device, job, Outcome.valueOf(outcome), "from the machine's own record", null, isClear(report));
    }

    /**
     * Whether the machine has certainly not taken the job up. Arrival proves nothing, because a report may
     * have been written before the command and delivered after the question: only a report that is
     * younger than the machine's answer to that very question counts, and none while it prepares a job.
     */
    private static boolean neverTaken(Job job, DeviceReport.State report) {
        Job.Assignment assignment = job.assignment();
        return job.state() == JobState.UNCERTAIN
                && report.state() != DeviceState.PREPARING
                && assignment != null
                && assignment.answer() != null
                && assignment.answer().isBefore(report.boot(), report.seq());
    }

    private void onGone(Device device) {
        devices.note(device.withLive(device.live().gone()));
    }

    private void onSession(Device device, DeviceReport.Session report) {
        devices.note(device.withLive(device.live().withSession(report.up())));
    }

    private void onIdentity(Device device, DeviceReport.Identity report) {
        Device heard = device.withLive(device.live().heard(report.boot(), report.seq(), report.arrivedAt()));
        devices.note(heard.withIdentity(report.buildVolume(), report.materials()));
    }

    private void onProgress(Device device, DeviceReport.Progress report) {
        LiveState live = device.live();
        if (!live.isNews(report.boot(), report.seq())) {
            return;
        }
        devices.note(device.withLive(live.heard(report.boot(), report.seq(), report.arrivedAt())
                .reported(live.state(), report.progressPct(), report.temperaturesC(), live.alarm())));
        if (report.job().equals(live.job())) {
            Job job = jobs.get(report.job());
            if (job.state() != JobState.PRINTING && JobState.TRANSITIONS.allows(job.state(), JobState.PRINTING)) {
                production.begun(job, principal(device));
                job = production.move(job, JobState.PRINTING, principal(device), "first progress");
            }
            if (job.state() == JobState.PRINTING) {
                jobs.update(job.withProgress(report.progressPct()));
            }
        }
    }

    private void onJobEnd(Device device, DeviceReport.JobEnd report) {
        boolean late = !device.live().isNews(report.boot(), report.seq());
        Device heard =
                devices.update(device.withLive(device.live().heard(report.boot(), report.seq(), report.arrivedAt())));
        Job job = jobs.find(report.job())
                .filter(j -> device.id().equals(j.device()))
                .orElse(null);
        if (job == null) {
            return;
        }
        if (job.state().live()) {
            boolean clear = late && heard.live().platformClear();
            end(heard, job, report.outcome(), report.reason(), report.measured(), clear);
        } else {
            measuredLate(job, report.measured(), principal(device));
        }
    }

    /**
     * Keeps what was measured of a part whose job the machine's record has ended already: the report of the
     * end was overtaken, and it alone tells the extents.
     */
    private void measuredLate(Job job, @Nullable SizeMm measured, Principal who) {
        if (job.makesBuild()) {
            return;
        }
        Part part = parts.get(job.serial());
        boolean waits = MEASURABLE.contains(part.state()) && part.measured() == null;
        if (measured == null
                || job.state() != JobState.FINISHED
                || !waits
                || !part.jobId().equals(job.id())) {
            return;
        }
        parts.update(part.withMeasured(measured));
        if (part.state() == PartState.IN_INSPECTION) {
            production.answered(WorkItem.Kind.INSPECT, part.serial(), who);
            intake.partMeasured(part.serial(), part.orderId());
        }
    }

    /** Ends a job once; a job that has ended stays as it is. */
    private void end(
            Device device,
            Job job,
            Outcome outcome,
            @Nullable String reason,
            @Nullable SizeMm measured,
            boolean platformClear) {
        if (!job.state().live()) {
            return;
        }
        Principal who = principal(device);
        production.begun(job, who);
        String why = reason == null ? "the machine says so" : reason;
        Job ended = production.move(job, JobState.valueOf(outcome.name()), who, why);
        production.answered(WorkItem.Kind.RESOLVE_JOB, job.id(), who);
        Device used = device.withUsage(device.usage()
                .after(ended.printedHours(), job.feedstock(), job.requirements().colour()));
        Device released =
                device.live().job() == null || job.id().equals(device.live().job())
                        ? devices.update(used.withLive(device.live().released(job.id(), false)))
                        : devices.update(used);
        boolean finished = outcome == Outcome.FINISHED;
        if (finished && !job.makesBuild()) {
            intake.printFinished(job.id(), job.orderId());
        }
        for (Job made : production.endedWith(ended, who, why)) {
            Part part = parts.get(made.serial());
            if (part.state() == PartState.IN_PRODUCTION && finished) {
                // What is measured of a build says nothing about one of its parts.
                production.move(part.withMeasured(job.makesBuild() ? null : measured), PartState.PRINTED, who, why);
            } else if (part.state() == PartState.IN_PRODUCTION) {
                production.again(part, who, "print " + outcome.name().toLowerCase(Locale.ROOT) + ": " + why);
            }
        }
        if (platformClear) {
            platformCleared(released, device.id(), false);
        }
    }

    private void onPlatformClear(Device device, DeviceReport.PlatformClear report) {
        if (!device.live().isNews(report.boot(), report.seq())) {
            return;
        }
        Device heard =
                devices.update(device.withLive(device.live().heard(report.boot(), report.seq(), report.arrivedAt())));
        if (heard.live().job() == null) {
            platformCleared(heard, report.by(), device.free());
        }
    }

    /**
     * Notes that the build platform is free: the part that lay there goes on, and the machine can take
     * the next job.
     *
     * @param by who says so
     * @param wasFree whether dispatch knew already that a job could be sent
     */
    public void platformCleared(Device device, String by, boolean wasFree) {
        String result = device.live().onPlatform();
        Device cleared = device;
        if (!device.live().platformClear() || result != null) {
            cleared = devices.update(device.withLive(device.live().cleared()));
        }
        if (result != null) {
            for (Job made : production.makes(jobs.get(result))) {
                Part part = parts.get(made.serial());
                if (made.state() == JobState.FINISHED
                        && part.state() == PartState.PRINTED
                        && part.jobId().equals(made.id())) {
                    production.move(
                            part, PartState.IN_POST_PROCESSING, principal(device), "taken from the platform by " + by);
                    intake.partTaken(part.serial(), part.orderId());
                }
            }
        }
        if (cleared.free() && !wasFree) {
            intake.dispatchDue(device.id(), device.id());
        }
    }

    private void onAcknowledgement(Device device, DeviceReport.Acknowledgement report) {
        Device heard =
                devices.update(device.withLive(device.live().heard(report.boot(), report.seq(), report.arrivedAt())));
        String reserved = heard.live().job();
        Job job = reserved == null ? null : jobs.get(reserved);
        Job.Assignment assignment = job == null ? null : job.assignment();
        if (job == null || assignment == null) {
            return;
        }
        if (assignment.asks(report.command())) {
            onAnswer(heard, job, assignment, report);
        }
        if (!report.verb().equals("print")
                || !job.id().equals(report.job())
                || !assignment.commandId().equals(report.command())) {
            return;
        }
        if (report.accepted()) {
            if (JobState.TRANSITIONS.allows(job.state(), JobState.ACCEPTED)) {
                production.begun(job, principal(device));
                production.move(job, JobState.ACCEPTED, principal(device), "accepted");
            }
        } else if (job.state() == JobState.DISPATCHED || job.state() == JobState.UNCERTAIN) {
            refused(heard, job, report);
        }
    }

    /** An answer to a question counts; a machine that cannot answer makes it a question to a person. */
    private void onAnswer(Device device, Job job, Job.Assignment assignment, DeviceReport.Acknowledgement report) {
        if (report.accepted()) {
            jobs.update(job.withNote(assignment.answered(report.boot(), report.seq()), job.matching()));
        } else if (job.state() == JobState.UNCERTAIN) {
            production.ask(
                    WorkItem.Kind.RESOLVE_JOB,
                    job.id(),
                    job.organisation(),
                    "Machine " + device.id() + " cannot say whether it took up job " + job.id()
                            + ". Go and look: when nothing was printed, declare the job lost so that it is made"
                            + " elsewhere.");
        }
    }

    private void refused(Device device, Job job, DeviceReport.Acknowledgement report) {
        String why = "refused: " + report.code() + (report.reason() == null ? "" : ", " + report.reason());
        boolean unfetched = NOT_FETCHED.equals(report.code());
        Job after = unfetched ? job.notFetched(why, REFUSALS, report.arrivedAt()) : job.refused(why, REFUSALS);
        Job waiting = production.givenUp(job)
                ? giveUp(job, principal(device), why)
                : production.moved(job, after, principal(device), why);
        boolean occupied = "PLATFORM_NOT_CLEAR".equals(report.code());
        Alarm alarm = new Alarm(
                String.valueOf(report.code()),
                Severity.WARNING,
                why,
                unfetched
                        ? "see whether the machine reaches the hub, when it says so again; the job waits and is sent again"
                        : "see to the machine; the job went back to the queue",
                report.arrivedAt());
        // The machine counts as free again when it says so in its next report, not before.
        devices.update(device.withLive(
                device.live().released(null, !occupied).unknown().withAlarm(alarm)));
        if (waiting.state() == JobState.HELD) {
            production.ask(
                    WorkItem.Kind.RESOLVE_JOB,
                    job.id(),
                    job.organisation(),
                    "Machines have refused job " + job.id() + " " + REFUSALS + " times, the last time: " + why
                            + ". Mend the cause and release the job, or cancel the order.");
        } else {
            intake.dispatchDue(job.id(), job.orderId());
        }
    }

    /**
     * Cancels a job of which a part was cancelled while the command was on its way, and which its machine has certainly
     * not begun; other parts wait again.
     */
    private Job giveUp(Job job, Principal who, String why) {
        production.notBegun(job, why);
        Job cancelled = production.move(job, JobState.CANCELLED, who, why);
        if (job.makesBuild()) {
            production.separated(cancelled, who, why);
        }
        return cancelled;
    }

    private static Principal principal(Device device) {
        return new Principal(device.id(), device.amCentre(), Set.of(Role.DEVICE));
    }

    /** Ends a job by the word of a person, when its machine cannot be asked any more. */
    public void declareLost(Job job, Principal who, String why) {
        production.begun(job, who);
        Job lost = production.move(job, JobState.FAILED, who, "declared lost: " + why);
        String machine = job.device();
        if (machine != null) {
            Device device = devices.get(machine);
            if (job.id().equals(device.live().job())) {
                devices.update(device.withLive(device.live().released(job.id(), false)));
            }
        }
        for (Job made : production.endedWith(lost, who, "declared lost: " + why)) {
            Part part = parts.get(made.serial());
            if (part.state() == PartState.IN_PRODUCTION) {
                production.again(part, who, "declared lost: " + why);
            }
        }
    }
}
