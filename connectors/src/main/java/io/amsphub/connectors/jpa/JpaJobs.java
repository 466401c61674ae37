package io.amsphub.connectors.jpa;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Need;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Jobs} over JPA. */
public final class JpaJobs extends JpaRepository<Job, JobRow> implements Jobs {

    /** Ordered by all columns of the index, the constant ones too: so it is read in order, and nothing is sorted. */
    private static final String IN_ORDER = "where r.amCentre = :centre and r.state = :state"
            + " order by r.amCentre, r.state, r.urgency, r.queueRank, r.id";

    private static final String CENTRE = "centre";
    private static final String STATE = "state";
    private static final int LONGEST_LANE = 1000;
    private static final List<String> ON_MACHINE = Stream.of(JobState.values())
            .filter(JobState::onMachine)
            .map(JobState::name)
            .toList();

    /** How many rows are read to see what follows in an index; of those that are alike, the others are passed over. */
    private static final int LOOK = 50;

    private final CostlyFigures<Long> queued = new CostlyFigures<>(System::nanoTime);
    private final CostlyFigures<List<OwnQueue>> own = new CostlyFigures<>(System::nanoTime);

    /** How long the jobs take together that wait for one machine only. */
    private record OwnQueue(String amCentre, String machine, long seconds) {}

    /** A repository over a shared entity manager. */
    public JpaJobs(EntityManager entityManager) {
        super(entityManager, Job.class, JobRow.class, Set.of("orderId", "serial", "state", "amCentre"), REMEMBERED);
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
        boolean waits = aggregate.state() == JobState.QUEUED;
        row.lane = waits ? lane(Need.of(aggregate)) : null;
        row.soleMachine =
                waits && aggregate.target() != null ? aggregate.target().machine() : null;
        Job.Assignment assignment = aggregate.assignment();
        Instant expiresAt = assignment == null ? null : assignment.expiresAt();
        Instant waitsUntil =
                aggregate.unfetched() == null ? null : aggregate.unfetched().until();
        row.commandExpiresAt = waits ? waitsUntil : expiresAt;
        row.machine = aggregate.device();
        row.startedAt = aggregate.startedAt();
        row.endedAt = aggregate.endedAt();
        row.runSeconds = aggregate.startedAt() == null || aggregate.endedAt() == null
                ? null
                : Duration.between(aggregate.startedAt(), aggregate.endedAt()).toSeconds();
    }

    @Override
    public List<Job> queued(String amCentre, int skip, int limit) {
        return read(IN_ORDER, Map.of(CENTRE, amCentre, STATE, JobState.QUEUED.name()), skip, limit);
    }

    /** Those of all centres: a lane in which nothing waits at this one costs a look, to tell them apart would cost more. */
    @Override
    public List<Need> needs(String amCentre) {
        Set<String> lanes = new LinkedHashSet<>();
        List<String> next = lanes(">=", "");
        while (!next.isEmpty()) {
            lanes.addAll(next);
            next = lanes(">", next.get(next.size() - 1));
        }
        return lanes.stream().map(JpaJobs::need).toList();
    }

    /** Returns the lanes of the first jobs in the order of lanes: a lane costs the same however many wait in it. */
    private List<String> lanes(String follows, String lane) {
        return entityManager()
                .createQuery(
                        "select r.lane from JobRow r where r.lane " + follows + " :lane order by r.lane", String.class)
                .setParameter("lane", lane)
                .setMaxResults(LOOK)
                .getResultList();
    }

    @Override
    public List<Job> queued(String amCentre, Need need, int skip, int limit) {
        return read(
                "where r.amCentre = :centre and r.lane = :lane"
                        + " order by r.amCentre, r.lane, r.urgency, r.queueRank, r.id",
                Map.of(CENTRE, amCentre, "lane", lane(need)),
                skip,
                limit);
    }

    private static String lane(Need need) {
        String lane = need.known() ? Json.write(need) : "";
        return lane.length() > LONGEST_LANE ? "" : lane;
    }

    private static Need need(String lane) {
        if (lane.isEmpty()) {
            return Need.UNKNOWN;
        }
        try {
            return Json.mapper().readValue(lane, Need.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the need " + lane + " cannot be read", e);
        }
    }

    @Override
    public Map<String, Long> ownQueues(String amCentre) {
        List<OwnQueue> queues = fewForOne() ? sumOfOwn("") : own.get("", this::sumOfOwn);
        return queues.stream()
                .filter(queue -> queue.amCentre().equals(amCentre))
                .collect(Collectors.toMap(OwnQueue::machine, OwnQueue::seconds));
    }

    private boolean fewForOne() {
        return entityManager()
                        .createQuery("select r.id from JobRow r where r.soleMachine > ''", String.class)
                        .setMaxResults(LOOK)
                        .getResultList()
                        .size()
                < LOOK;
    }

    private List<OwnQueue> sumOfOwn(String all) {
        return entityManager()
                .createQuery(
                        "select r.amCentre, r.soleMachine, sum(r.printSeconds) from JobRow r"
                                + " where r.soleMachine > :all group by r.amCentre, r.soleMachine",
                        Object[].class)
                .setParameter("all", all)
                .getResultList()
                .stream()
                .map(row -> new OwnQueue((String) row[0], (String) row[1], (Long) row[2]))
                .toList();
    }

    @Override
    public List<Job> onMachines(String amCentre) {
        return read(
                "where r.amCentre = :centre and r.liveDevice is not null and r.state in (:states) order by r.id",
                Map.of(CENTRE, amCentre, "states", ON_MACHINE),
                0,
                Integer.MAX_VALUE);
    }

    @Override
    public List<Job> held(String amCentre, int limit) {
        return read(IN_ORDER, Map.of(CENTRE, amCentre, STATE, JobState.HELD.name()), 0, limit);
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
    public List<Job> waitedUntil(Instant now, int limit) {
        return list(
                query("where r.state = :state and r.commandExpiresAt <= :now order by r.commandExpiresAt")
                        .setParameter(STATE, JobState.QUEUED.name())
                        .setParameter("now", now),
                limit);
    }

    @Override
    public long queuedSeconds(String amCentre) {
        return queued.get(amCentre, this::sumOfQueued);
    }

    private long sumOfQueued(String amCentre) {
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
