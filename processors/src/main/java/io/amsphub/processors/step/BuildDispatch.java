package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Decision;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives waiting jobs to machines that fit. The reservation of the machine, the state of the job and
 * the command are kept in one transaction, and the store refuses a second live job for a part or a
 * machine; so a part is never sent twice, whatever is redelivered.
 *
 * <p>It matches whatever can be matched, not only the job that the event is about: the event says that
 * something changed, not what.
 */
public final class BuildDispatch {

    private static final int JOBS_LOOKED_AT = 50;
    private static final int MACHINES_LOOKED_AT = 200;
    private static final int REASONS_KEPT = 20;

    private final Jobs jobs;
    private final Devices devices;
    private final DeviceLink link;
    private final Production production;
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
        this.journal = journal;
        this.commandExpiry = commandExpiry;
        this.matching = matching;
        this.surroundings = surroundings;
    }

    /** Matches what can be matched now; returns how many jobs were sent. */
    public int dispatch(StageSubject event) {
        List<String> centres = devices.free(MACHINES_LOOKED_AT).stream()
                .map(Device::amCentre)
                .distinct()
                .sorted()
                .toList();
        int sent = 0;
        for (String centre : centres) {
            sent += dispatchAt(centre);
        }
        return sent;
    }

    private int dispatchAt(String centre) {
        List<Device> machines = new ArrayList<>(devices.ofCentre(centre, MACHINES_LOOKED_AT));
        Surroundings around = surroundings.at(centre, journal.now());
        int sent = 0;
        int passedOver = 0;
        List<Job> waiting;
        do {
            waiting = jobs.queued(centre, passedOver, JOBS_LOOKED_AT);
            for (Job job : waiting) {
                if (machines.stream().noneMatch(Device::free)) {
                    return sent;
                }
                String waits = gathering.waits(job, journal.now());
                if (waits != null) {
                    note(job, List.of(waits), passedOver++);
                    continue;
                }
                MachineMatching.Match match = matching.match(job, machines, around);
                Device chosen = match.chosen();
                if (chosen == null) {
                    note(job, match.reasons(REASONS_KEPT), passedOver++);
                } else {
                    machines.set(machines.indexOf(chosen), send(job, chosen, match));
                    sent++;
                }
            }
        } while (waiting.size() == JOBS_LOOKED_AT);
        return sent;
    }

    /** Keeps why no machine took a job, for the jobs at the head of the queue: their turn is next. */
    private void note(Job job, List<String> reasons, int place) {
        if (place < JOBS_LOOKED_AT && !reasons.equals(job.matching())) {
            jobs.update(job.withNote(null, reasons));
        }
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
        for (Job job : jobs.unanswered(journal.now().minus(grace), JOBS_LOOKED_AT)) {
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
