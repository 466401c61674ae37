package io.amsphub.processors.step;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Gives up the making of parts: jobs that wait end, machines are told to stop. Who reserves a machine for a job at the
 * same moment collides with this at the row of the job, and one of the two begins anew.
 */
public final class JobRecall {

    private static final Duration CANCEL_EXPIRY = Duration.ofMinutes(10);

    /** Where a part can be given up. */
    static final Set<PartState> GIVEN_UP_FROM = EnumSet.of(
            PartState.PLANNED,
            PartState.IN_PRODUCTION,
            PartState.PRINTED,
            PartState.IN_POST_PROCESSING,
            PartState.IN_INSPECTION,
            PartState.STOPPED);

    /** Where a machine has begun it, so that it is paid for when its customer gives it up. */
    private static final Set<PartState> BEGUN = EnumSet.of(
            PartState.IN_PRODUCTION, PartState.PRINTED, PartState.IN_POST_PROCESSING, PartState.IN_INSPECTION);

    private static final Set<WorkItem.Kind> WORK_ON_PARTS =
            EnumSet.of(WorkItem.Kind.POST_PROCESS, WorkItem.Kind.INSPECT, WorkItem.Kind.DECIDE_PART);

    private final Jobs jobs;
    private final Devices devices;
    private final DeviceLink link;
    private final Production production;
    private final Journal journal;

    /** Brings together what a job touches. */
    public JobRecall(Jobs jobs, Devices devices, DeviceLink link, Production production, Journal journal) {
        this.jobs = jobs;
        this.devices = devices;
        this.link = link;
        this.production = production;
        this.journal = journal;
    }

    /** Returns whether a machine has begun a part. */
    public boolean begun(Part part) {
        return BEGUN.contains(part.state());
    }

    /** Returns whether a part can be given up without a machine having been reserved for it. */
    public boolean waits(Part part) {
        return part.state() == PartState.STOPPED
                || (part.state() == PartState.PLANNED
                        && jobs.find(part.jobId())
                                .map(job -> !job.state().onMachine() && !madeInBuild(job))
                                .orElse(true));
    }

    private boolean madeInBuild(Job job) {
        return job.state() == JobState.IN_BUILD
                && jobs.find(Job.idOf(String.valueOf(job.build()), 1))
                        .map(whole -> whole.state().onMachine())
                        .orElse(false);
    }

    /** Gives a part and its jobs up. */
    public Part giveUp(Part part, Principal who, String reason) {
        Part given = production.move(part, PartState.CANCELLED, who, reason);
        WORK_ON_PARTS.forEach(kind -> production.answered(kind, part.serial(), who));
        recallJobs(part, who, reason);
        return given;
    }

    /** Gives the jobs of a part up. */
    public void recallJobs(Part part, Principal who, String reason) {
        for (Job job : jobs.ofPart(part.serial())) {
            recall(job, who, reason);
        }
    }

    private void recall(Job job, Principal who, String reason) {
        if (job.state() == JobState.QUEUED || job.state() == JobState.HELD) {
            production.move(job, JobState.CANCELLED, who, reason);
            production.answered(WorkItem.Kind.RESOLVE_JOB, job.id(), who);
        } else if (job.state() == JobState.IN_BUILD) {
            jobs.find(Job.idOf(String.valueOf(job.build()), 1)).ifPresent(whole -> recallPartOf(whole, who, reason));
        } else if (job.state().onMachine()) {
            String machine = job.device();
            if (machine != null) {
                link.send(
                        devices.get(machine),
                        new DeviceCommand.Control(
                                Ids.next("cmd"),
                                journal.now().plus(CANCEL_EXPIRY),
                                DeviceCommand.Verb.CANCEL,
                                job.id()),
                        job.orderId());
            }
        }
    }

    /** A build that no machine has is undone; one on a machine goes on while one of its parts is wanted. */
    private void recallPartOf(Job whole, Principal who, String reason) {
        if (!whole.state().onMachine() && whole.state().live()) {
            Job cancelled = production.move(whole, JobState.CANCELLED, who, "a part of it was cancelled: " + reason);
            production.answered(WorkItem.Kind.RESOLVE_JOB, whole.id(), who);
            production.separated(cancelled, who, reason);
        } else if (production.unwanted(whole)) {
            recall(whole, who, reason);
        }
    }
}
