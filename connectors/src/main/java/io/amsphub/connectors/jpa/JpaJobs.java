package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link Jobs} over JPA. */
public final class JpaJobs extends JpaRepository<Job, JobRow> implements Jobs {

    /** A repository over a shared entity manager. */
    public JpaJobs(EntityManager entityManager) {
        super(entityManager, Job.class, JobRow.class, Set.of("orderId", "serial", "state", "amCentre"));
    }

    @Override
    JobRow newRow() {
        return new JobRow();
    }

    @Override
    String id(Job aggregate) {
        return aggregate.id();
    }

    @Override
    long version(Job aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(Job aggregate, JobRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.orderId = aggregate.orderId();
        row.serial = aggregate.serial();
        row.amCentre = aggregate.amCentre();
        row.priority = aggregate.priority();
        row.urgency = -aggregate.priority();
        row.queueRank = aggregate.rank();
        row.printSeconds = aggregate.expectedPrintTimeS();
        row.livePart = aggregate.state().live() ? aggregate.serial() : null;
        row.liveDevice = aggregate.state().onMachine() ? aggregate.device() : null;
        row.buildId = aggregate.build();
        Job.Assignment assignment = aggregate.assignment();
        row.commandExpiresAt = assignment == null ? null : assignment.expiresAt();
    }

    @Override
    public List<Job> queued(String amCentre, int skip, int limit) {
        return list(inOrder(amCentre, JobState.QUEUED).setFirstResult(skip), limit);
    }

    @Override
    public List<Job> held(String amCentre, int limit) {
        return list(inOrder(amCentre, JobState.HELD), limit);
    }

    /** Ordered by all columns of the index, the constant ones too: so it is read in order, and nothing is sorted. */
    private TypedQuery<JobRow> inOrder(String amCentre, JobState state) {
        return query("where r.amCentre = :centre and r.state = :state"
                        + " order by r.amCentre, r.state, r.urgency, r.queueRank, r.id")
                .setParameter("centre", amCentre)
                .setParameter("state", state.name());
    }

    @Override
    public List<Job> behind(Job job, int limit) {
        return list(beside(job, "(r.queueRank > :rank or (r.queueRank = :rank and r.id > :id))", ""), limit);
    }

    @Override
    public List<Job> ahead(Job job, int limit) {
        return list(beside(job, "(r.queueRank < :rank or (r.queueRank = :rank and r.id < :id))", " desc"), limit);
    }

    private TypedQuery<JobRow> beside(Job job, String where, String direction) {
        return query("where r.amCentre = :centre and r.state = :state and r.urgency = :urgency and " + where
                        + " order by r.queueRank" + direction + ", r.id" + direction)
                .setParameter("centre", job.amCentre())
                .setParameter("state", JobState.QUEUED.name())
                .setParameter("urgency", -job.priority())
                .setParameter("rank", job.rank())
                .setParameter("id", job.id());
    }

    @Override
    public List<Job> unanswered(Instant expiredBefore, int limit) {
        return list(
                query("where r.state in (:states) and r.commandExpiresAt < :before order by r.commandExpiresAt")
                        .setParameter("states", List.of(JobState.DISPATCHED.name(), JobState.UNCERTAIN.name()))
                        .setParameter("before", expiredBefore),
                limit);
    }

    @Override
    public long queuedSeconds(String amCentre) {
        Long seconds = entityManager()
                .createQuery(
                        "select sum(r.printSeconds) from JobRow r where r.state = :state and r.amCentre = :centre",
                        Long.class)
                .setParameter("state", JobState.QUEUED.name())
                .setParameter("centre", amCentre)
                .getSingleResult();
        return seconds == null ? 0 : seconds;
    }

    @Override
    public Outcomes outcomes(String amCentre) {
        return new Outcomes(count(amCentre, JobState.FINISHED), count(amCentre, JobState.FAILED));
    }

    private long count(String amCentre, JobState state) {
        return entityManager()
                .createQuery(
                        "select count(r) from JobRow r where r.amCentre = :centre and r.state = :state"
                                + " and (r.buildId is null or r.buildId <> r.serial)",
                        Long.class)
                .setParameter("centre", amCentre)
                .setParameter("state", state.name())
                .getSingleResult();
    }

    @Override
    public List<Job> ofPart(String serial) {
        return list(
                query("where r.serial = :serial order by length(r.id), r.id").setParameter("serial", serial),
                Integer.MAX_VALUE);
    }

    @Override
    public List<Job> ofBuild(String build) {
        return list(
                query("where r.buildId = :build and r.serial <> :build order by r.id")
                        .setParameter("build", build),
                Integer.MAX_VALUE);
    }
}
