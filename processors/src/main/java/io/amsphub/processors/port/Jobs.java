package io.amsphub.processors.port;

import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Need;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where jobs are kept. The store refuses a second live job for a part and a second job on a machine,
 * by constraint, whatever the callers think.
 */
public interface Jobs extends Repository<Job> {

    /**
     * Returns waiting jobs of a centre in the order of {@link io.amsphub.processors.production.JobQueue#ORDER}.
     *
     * @param skip how many to pass over at the head of the queue
     * @param limit how many at most
     */
    List<Job> queued(String amCentre, int skip, int limit);

    /** Returns what the waiting jobs of a centre ask of machines, each need once; what those of other centres ask may be among it. */
    List<Need> needs(String amCentre);

    /**
     * Returns waiting jobs of a centre with one need, in the order of {@link
     * io.amsphub.processors.production.JobQueue#ORDER}.
     *
     * @param skip how many to pass over at their head
     * @param limit how many at most
     */
    List<Job> queued(String amCentre, Need need, int skip, int limit);

    /** Returns the estimated seconds of waiting jobs that are for one machine only, by its name. */
    Map<String, Long> ownQueues(String amCentre);

    /** Returns the jobs that machines of a centre have, by id. */
    List<Job> onMachines(String amCentre);

    /** Returns held jobs of a centre in the order that they would wait in. */
    List<Job> held(String amCentre, int limit);

    /**
     * Returns waiting jobs of the centre and priority of a job, behind it in the queue, in their order.
     *
     * @param limit how many at most
     */
    List<Job> behind(Job job, int limit);

    /**
     * Returns waiting jobs of the centre and priority of a job, ahead of it in the queue, the nearest first.
     *
     * @param limit how many at most
     */
    List<Job> ahead(Job job, int limit);

    /** Returns jobs whose command has expired before an instant without an answer. */
    List<Job> unanswered(Instant expiredBefore, int limit);

    /** Returns waiting jobs whose wait for a machine that could not fetch the file is over by an instant, the longest first. */
    List<Job> waitedUntil(Instant now, int limit);

    /** Returns the estimated machine seconds that wait at a centre, or waited there a moment ago. */
    long queuedSeconds(String amCentre);

    /** Returns all attempts at a part, oldest first. */
    List<Job> ofPart(String serial);

    /** Returns the jobs of the parts of a build, by id, without the job that makes the build. */
    List<Job> ofBuild(String build);

    /** Returns how the jobs of a centre have ended so far, one for each attempt at a part. */
    Outcomes outcomes(String amCentre);

    /** How many jobs were finished, and how many failed. */
    record Outcomes(long finished, long failed) {}
}
