package io.amsphub.processors.memory;

import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobQueue;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Need;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Jobs in memory, with the constraints of the real store: one live job for a part and on a machine. */
public final class MemoryJobs extends MemoryRepository<Job> implements Jobs {

    /** No jobs. */
    public MemoryJobs() {
        super(Job.class, Job::id);
    }

    @Override
    protected void check(Job job) {
        boolean partOfBuild = job.build() != null && !job.makesBuild();
        if (partOfBuild && job.state().live() && job.state() != JobState.IN_BUILD) {
            throw collision("a part of build " + job.build() + " is not sent by itself");
        }
        boolean second = stream(other -> !other.id().equals(job.id()))
                .anyMatch(other -> samePart(job, other)
                        || (job.state().onMachine()
                                && other.state().onMachine()
                                && job.device() != null
                                && job.device().equals(other.device())));
        if (second) {
            throw collision("a second live job for " + job.serial() + " or on " + job.device());
        }
    }

    @Override
    public List<Job> ofBuild(String build) {
        return stream(job -> build.equals(job.build()) && !job.makesBuild()).toList();
    }

    private static boolean samePart(Job job, Job other) {
        return job.state().live() && other.state().live() && job.serial().equals(other.serial());
    }

    private Stream<Job> waiting(String amCentre) {
        return stream(j -> j.state() == JobState.QUEUED && j.amCentre().equals(amCentre))
                .sorted(JobQueue.ORDER);
    }

    @Override
    public List<Job> queued(String amCentre, int skip, int limit) {
        return waiting(amCentre).skip(skip).limit(limit).toList();
    }

    @Override
    public List<Need> needs(String amCentre) {
        return waiting(amCentre).map(Need::of).distinct().toList();
    }

    @Override
    public List<Job> queued(String amCentre, Need need, int skip, int limit) {
        return waiting(amCentre)
                .filter(job -> Need.of(job).equals(need))
                .skip(skip)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<String, Long> ownQueues(String amCentre) {
        Map<String, Long> seconds = new TreeMap<>();
        waiting(amCentre).forEach(job -> {
            if (job.target() != null && job.target().machine() != null) {
                seconds.merge(job.target().machine(), job.expectedPrintTimeS(), Long::sum);
            }
        });
        return seconds;
    }

    @Override
    public List<Job> onMachines(String amCentre) {
        return stream(j -> j.state().onMachine() && j.amCentre().equals(amCentre))
                .toList();
    }

    @Override
    public List<Job> held(String amCentre, int limit) {
        return stream(j -> j.state() == JobState.HELD && j.amCentre().equals(amCentre))
                .sorted(JobQueue.ORDER)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Job> behind(Job job, int limit) {
        return stream(j -> beside(j, job) && JobQueue.ORDER.compare(j, job) > 0)
                .sorted(JobQueue.ORDER)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Job> ahead(Job job, int limit) {
        return stream(j -> beside(j, job) && JobQueue.ORDER.compare(j, job) < 0)
                .sorted(JobQueue.ORDER.reversed())
                .limit(limit)
                .toList();
    }

    private static boolean beside(Job job, Job other) {
        return job.state() == JobState.QUEUED
                && job.amCentre().equals(other.amCentre())
                && job.priority() == other.priority();
    }

    @Override
    public List<Job> unanswered(Instant expiredBefore, int limit) {
        return stream(j -> (j.state() == JobState.DISPATCHED || j.state() == JobState.UNCERTAIN)
                        && j.assignment() != null
                        && j.assignment().expiresAt().isBefore(expiredBefore))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Job> waitedUntil(Instant now, int limit) {
        return stream(j -> j.state() == JobState.QUEUED
                        && j.unfetched() != null
                        && j.unfetched().until() != null
                        && !j.unfetched().until().isAfter(now))
                .limit(limit)
                .toList();
    }

    @Override
    public long queuedSeconds(String amCentre) {
        return stream(j -> j.state() == JobState.QUEUED && j.amCentre().equals(amCentre))
                .mapToLong(Job::expectedPrintTimeS)
                .sum();
    }

    @Override
    public Outcomes outcomes(String amCentre) {
        return new Outcomes(count(amCentre, JobState.FINISHED), count(amCentre, JobState.FAILED));
    }

    private long count(String amCentre, JobState state) {
        return stream(j -> j.amCentre().equals(amCentre) && j.state() == state).count();
    }

    @Override
    public List<Job> ofPart(String serial) {
        return stream(j -> j.serial().equals(serial))
                .sorted(Comparator.comparing(Job::createdAt).thenComparing(Job::id))
                .toList();
    }
}
