package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Decision;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobQueue;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.production.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives waiting jobs to machines that fit. The reservation of the machine, the state of the job and
 * the command are kept in one transaction, and the store refuses a second live job for a part or a
 * machine; so a part is never sent twice, whatever is redelivered.
 *
 * <p>It matches whatever can be matched, not only the job that the event is about: the event says that
 * something changed, not what.
 */
public final class BuildDispatch {

    private static final int JOBS_TOLD = 50;
    private static final int JOBS_ASKED_ABOUT = 50;
    private static final int JOBS_AWAKENED = 50;
    private static final int SENT_AT_ONCE = 50;
    private static final int REASONS_KEPT = 20;
    private static final int REASONS_TOLD = 3;
    private static final String NONE_OF_THE_OTHERS = "none of the other machines can make it either";

    private final Jobs jobs;
    private final Devices devices;
    private final DeviceLink link;
    private final Production production;
    private final Intake intake;
    private final Journal journal;
    private final Duration commandExpiry;
    private final MachineMatching matching;
    private final Surroundings.Sources surroundings;
    private final BuildGathering gathering;

    /**
     * Brings together what dispatch needs.
     *
     * @param commandExpiry how long a machine may take to accept a job
     * @param matching chooses the machine
     * @param surroundings what it looks at beside job and machines
     * @param gathering which jobs wait to be nested with others
     */
    public BuildDispatch(
            Jobs jobs,
            Devices devices,
            DeviceLink link,
            Production production,
            Intake intake,
            Journal journal,
            Duration commandExpiry,
            MachineMatching matching,
            Surroundings.Sources surroundings,
            BuildGathering gathering) {
        this.gathering = gathering;
        this.jobs = jobs;
        this.devices = devices;
        this.link = link;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
        this.commandExpiry = commandExpiry;
        this.matching = matching;
        this.surroundings = surroundings;
    }

    /**
     * Matches what can be matched now; returns how many jobs were sent. After some it has itself called again, so that
     * no unit of work grows with the number of machines.
     */
    public int dispatch(StageSubject event) {
        int sent = 0;
        for (String centre : devices.centresWithFree()) {
            sent += dispatchAt(centre, SENT_AT_ONCE - sent);
            if (sent == SENT_AT_ONCE) {
                intake.dispatchDue(event.subject(), event.correlationId());
                break;
            }
        }
        return sent;
    }

    private int dispatchAt(String centre, int limit) {
        if (jobs.queued(centre, 0, 1).isEmpty()) {
            return 0;
        }
        Fleet fleet = new Fleet(devices, centre);
        Surroundings around = surroundings.at(centre, journal.now());
        WaitingJobs waiting = new WaitingJobs(jobs, centre, fleet::offers);
        int sent = 0;
        Job last = null;
        Job job = waiting.next(false);
        while (job != null) {
            boolean goes = obstacle(job) == null && sendTo(job, fleet, around);
            sent += goes ? 1 : 0;
            last = goes ? job : last;
            job = sent == limit || fleet.taken() ? null : waiting.next(goes);
        }
        boolean ended = sent == limit || fleet.taken();
        tell(centre, fleet, around, ended ? last : null);
        return sent;
    }

    /** Returns why a job is not to be sent yet though machines may be free for it, or null. */
    private @Nullable String obstacle(Job job) {
        String hold = production.onHold(job);
        if (hold != null) {
            return hold;
        }
        Instant now = journal.now();
        String waits = job.unfetched() == null ? null : job.unfetched().waits(now);
        return waits == null ? gathering.waits(job, now) : waits;
    }

    /**
     * Dispatches jobs again whose machines could not fetch the file, when their wait is over. To be called every few
     * seconds.
     */
    public void endWaits() {
        List<Job> due = jobs.waitedUntil(journal.now(), JOBS_AWAKENED);
        for (Job job : due) {
            jobs.update(job.waited());
        }
        if (!due.isEmpty()) {
            intake.dispatchDue(due.get(0).id(), due.get(0).orderId());
        }
    }

    /** Sends a job to the machine that is best for it, as the machines are at this very moment, if there is one. */
    private boolean sendTo(Job job, Fleet fleet, Surroundings around) {
        MachineMatching.Match match = matching.choose(job, fleet, REASONS_KEPT, around);
        Device chosen = match.chosen();
        while (chosen != null) {
            if (fleet.again(chosen).version() == chosen.version()) {
                fleet.changed(send(job, chosen, match));
                return true;
            }
            match = matching.choose(job, fleet, REASONS_KEPT, around);
            chosen = match.chosen();
        }
        return false;
    }

    /**
     * Keeps why no machine took a job, for those at the head of the queue: their turn is next.
     *
     * @param last the job behind which no machine was left to look at; null when all jobs were looked at
     */
    private void tell(String centre, Fleet fleet, Surroundings around, @Nullable Job last) {
        for (Job job : jobs.queued(centre, 0, JOBS_TOLD)) {
            if (last != null && JobQueue.ORDER.compare(job, last) > 0) {
                return;
            }
            String waits = obstacle(job);
            if (waits != null) {
                note(job, List.of(waits));
                continue;
            }
            MachineMatching.Match match = matching.without(job, fleet, fleet.meant(job, REASONS_KEPT), around);
            boolean hopeless = match.hopeless() && !fleet.canMake(job, around);
            List<String> reasons = new ArrayList<>(match.reasons(REASONS_KEPT));
            if (hopeless && reasons.size() == REASONS_KEPT) {
                reasons.add(NONE_OF_THE_OTHERS);
            }
            if (note(job, reasons) && hopeless) {
                askForMachine(job, reasons);
            }
        }
    }

    /** A job that would wait for ever is a matter for a person, whom it is told once. */
    private void askForMachine(Job job, List<String> reasons) {
        production.ask(
                WorkItem.Kind.EQUIP_JOB,
                job.id(),
                job.organisation(),
                "no machine of " + job.amCentre() + " can make job " + job.id() + " as they are equipped now ("
                        + String.join("; ", reasons.subList(0, Math.min(REASONS_TOLD, reasons.size())))
                        + "). Load the material, register or qualify a machine that can, have the owner change"
                        + " the licence if it says so, or scrap the part");
    }

    /** Keeps why no machine took a job; returns whether that is news. */
    private boolean note(Job job, List<String> reasons) {
        boolean news = !reasons.equals(job.matching());
        if (news) {
            jobs.update(job.withNote(null, reasons));
        }
        return news;
    }

    private Device send(Job job, Device machine, MachineMatching.Match match) {
        String token = Secrets.newToken();
        Job.Assignment assignment = new Job.Assignment(
                machine.id(),
                Ids.next("cmd"),
                Secrets.sha256(token),
                journal.now().plus(commandExpiry));
        Decision decision = new Decision(
                journal.now(),
                machine.id(),
                match.verdicts().stream().limit(REASONS_KEPT).toList());
        production.moved(
                job,
                job.dispatched(assignment, match.reasons(REASONS_KEPT)).decided(decision),
                Principal.HUB,
                "to " + machine.id() + ", one of " + match.candidates() + " that could take it");
        Device reserved = devices.update(machine.withLive(machine.live().reservedFor(job.id())));
        link.send(
                reserved,
                new DeviceCommand.Print(
                        assignment.commandId(),
                        assignment.expiresAt(),
                        job.id(),
                        job.serial(),
                        production.makes(job).stream().map(Job::serial).toList(),
                        job.content(),
                        token,
                        job.feedstock(),
                        job.size(),
                        job.layers(),
                        job.expectedPrintTimeS()),
                job.orderId());
        return reserved;
    }

    /**
     * Asks machines about commands that expired without an answer. Nothing is sent again blindly: the
     * machine's own record of the jobs that it accepted decides, as it is after it has answered this very
     * question.
     *
     * @param grace how long after the expiry an answer may still be under way
     */
    public void askAboutUnanswered(Duration grace) {
        for (Job job : jobs.unanswered(journal.now().minus(grace), JOBS_ASKED_ABOUT)) {
            Job.Assignment assignment = job.assignment();
            if (assignment == null
                    || (assignment.askedAt() != null
                            && assignment.askedAt().plus(grace).isAfter(journal.now()))) {
                continue;
            }
            Job uncertain = job.state() == JobState.UNCERTAIN
                    ? job
                    : production.move(job, JobState.UNCERTAIN, Principal.HUB, "no answer before the command expired");
            Job.Assignment asked = assignment.asked(journal.now());
            jobs.update(uncertain.withNote(asked, uncertain.matching()));
            link.send(devices.get(asked.device()), new DeviceCommand.Report(asked.question()), job.orderId());
        }
    }
}
