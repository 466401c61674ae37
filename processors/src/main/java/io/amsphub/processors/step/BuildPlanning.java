package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.NestingRule;
import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.BuildPlan;
import io.amsphub.processors.nesting.BuildState;
import io.amsphub.processors.port.Builds;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be nested together: what a person asks for, or what the rule of an AM centre finds in its
 * queue. Must be called in a unit of work.
 */
public final class BuildPlanning {

    private static final int JOBS_LOOKED_AT = 200;

    /** Nesting that has not ended after so long is taken for lost. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(15);

    private final Builds builds;
    private final Jobs jobs;
    private final Devices devices;
    private final BuildDesk desk;
    private final BuildGathering gathering;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what planning looks at. */
    public BuildPlanning(
            Builds builds,
            Jobs jobs,
            Devices devices,
            BuildDesk desk,
            BuildGathering gathering,
            Intake intake,
            Journal journal) {
        this.builds = builds;
        this.jobs = jobs;
        this.devices = devices;
        this.desk = desk;
        this.gathering = gathering;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * What a person wants nested.
     *
     * @param amCentre where
     * @param jobs ids of waiting jobs; null for all that wait there
     * @param processCategory of which jobs; null for that of the machine, or of the first job
     * @param feedstock of which jobs; null for that of the first job
     * @param machine name of the machine; null for any, the largest is nested for
     * @param spacingMm between parts; null for what is usual
     * @param marginMm to the sides; null for what is usual
     * @param tip whether parts may lie on any side; null for no
     */
    public record Wish(
            String amCentre,
            @Nullable List<String> jobs,
            @Nullable ProcessCategory processCategory,
            @Nullable String feedstock,
            @Nullable String machine,
            @Nullable Double spacingMm,
            @Nullable Double marginMm,
            @Nullable Boolean tip) {}

    /**
     * Has a proposal made.
     *
     * @throws HubException when nothing waits, the parts do not go together, or no machine is for them
     */
    public Build propose(Wish wish, Principal who) {
        List<Job> candidates = candidates(wish);
        if (candidates.isEmpty()) {
            throw refused("no job waits at " + wish.amCentre() + " that could be nested", "/jobs");
        }
        Job first = candidates.get(0);
        Device machine = largest(first, wish.machine(), devices.ofCentre(wish.amCentre()));
        if (machine == null) {
            throw refused(
                    "no qualified machine of " + wish.amCentre() + " makes " + first.processCategory() + " of "
                            + first.feedstock(),
                    "/machine");
        }
        BuildWay way = BuildWay.of(first.processCategory());
        BuildPlan plan = new BuildPlan(
                wish.amCentre(),
                wish.machine(),
                first.processCategory(),
                first.feedstock(),
                machine.buildVolume(),
                Objects.requireNonNullElse(wish.spacingMm(), way.spacingMm()),
                Objects.requireNonNullElse(wish.marginMm(), way.marginMm()),
                Boolean.TRUE.equals(wish.tip()) && !way.byFootprint(),
                false,
                candidates.stream().map(Job::id).toList());
        return desk.begin(plan, who, candidates.size() + " job(s) to be nested");
    }

    private List<Job> candidates(Wish wish) {
        if (wish.jobs() != null) {
            List<Job> named = wish.jobs().stream().distinct().map(jobs::get).toList();
            named.forEach(job -> requireAlike(job, named.get(0), wish));
            return BuildDesk.inOrder(named);
        }
        List<Device> machines = devices.ofCentre(wish.amCentre());
        List<Job> waiting = suitable(wish.amCentre()).stream()
                .filter(job -> wish.feedstock() == null || wish.feedstock().equals(job.feedstock()))
                .filter(job -> wish.processCategory() == null || wish.processCategory() == job.processCategory())
                .filter(job -> wish.machine() == null || largest(job, wish.machine(), machines) != null)
                .toList();
        return waiting.stream().filter(job -> alike(job, waiting.get(0))).toList();
    }

    private static boolean alike(Job job, Job other) {
        return job.processCategory() == other.processCategory()
                && job.feedstock().equals(other.feedstock())
                && job.requirements().equals(other.requirements());
    }

    private static void requireAlike(Job job, Job first, Wish wish) {
        if (job.state() != JobState.QUEUED) {
            throw new HubException(
                    FailureCode.BUILD_OVERTAKEN,
                    "job " + job.id() + " is " + job.state(),
                    "/jobs",
                    "only jobs that are QUEUED can be nested");
        }
        BuildWay.of(job.processCategory());
        if (!BuildWay.suits(job)) {
            throw refused("job " + job.id() + " is for a machine as it is, or is a build", "/jobs");
        }
        if (!alike(job, first) || !job.amCentre().equals(wish.amCentre())) {
            String kind = job.processCategory() + " of " + job.feedstock() + " at " + job.amCentre();
            boolean asks = !job.requirements().equals(first.requirements());
            throw refused(
                    "job " + job.id() + " is " + kind + (asks ? " and asks for something else of its machine" : "")
                            + "; it does not go with " + first.id(),
                    "/jobs");
        }
    }

    private static HubException refused(String what, String where) {
        return new HubException(
                FailureCode.NOT_NESTABLE,
                what,
                where,
                "nest waiting jobs of one centre, process, feedstock and requirements; GET /jobs?state=QUEUED lists them");
    }

    /** Returns the machine with the largest platform of those that can make a job, or the one that is named. */
    private static @Nullable Device largest(Job job, @Nullable String named, List<Device> machines) {
        return machines.stream()
                .filter(device -> named == null || named.equals(device.machine()))
                .filter(device -> device.registration() == Registration.QUALIFIED)
                .filter(device -> device.processCategory() == job.processCategory())
                .filter(device ->
                        device.materials().stream().anyMatch(m -> m.name().equals(job.feedstock())))
                .filter(device -> !device.equipment().cannot(Limit.MONITOR_ONLY))
                .max(Comparator.comparing((Device d) -> MachineFitness.material(job, d) == null) // the colour as well
                        .thenComparingDouble(d -> platform(d.buildVolume()))
                        .thenComparing(Comparator.comparing(Device::id).reversed()))
                .orElse(null);
    }

    private static double platform(SizeMm volume) {
        return volume.x() * volume.y();
    }

    /**
     * Nests what waits where the rule of a centre says so, and wakes dispatch for what has waited long enough.
     * To be called every few seconds.
     */
    public void watch() {
        for (String centre : gathering.centres()) {
            NestingRule rule = Objects.requireNonNull(gathering.rule(centre));
            List<Job> waiting = suitable(centre);
            TreeMap<String, List<Job>> alike = new TreeMap<>();
            for (Job job : waiting) {
                String kind = job.processCategory() + " " + job.feedstock() + " " + job.requirements();
                alike.computeIfAbsent(kind, key -> new ArrayList<>()).add(job);
            }
            if (!waiting.isEmpty()) {
                List<Device> machines = devices.ofCentre(centre);
                alike.values().forEach(group -> gather(group, rule, machines));
            }
            waiting.stream()
                    .filter(job -> gathering.released(job, journal.now()))
                    .findFirst()
                    .ifPresent(job -> intake.dispatchDue(job.id(), job.orderId()));
        }
    }

    /** Returns the first jobs of a queue that can be nested, whatever waits before and between them. */
    private List<Job> suitable(String amCentre) {
        WaitingJobs waiting = new WaitingJobs(jobs, amCentre, BuildWay::maySuit);
        List<Job> found = new ArrayList<>();
        for (Job job = waiting.next(false); job != null && found.size() < JOBS_LOOKED_AT; job = waiting.next(false)) {
            if (BuildWay.suits(job)) {
                found.add(job);
            }
        }
        return found;
    }

    private void gather(List<Job> group, NestingRule rule, List<Device> machines) {
        Job first = group.get(0);
        Device machine = largest(first, null, machines);
        if (group.size() < 2 || machine == null) {
            return;
        }
        Instant dueAt = group.stream()
                .map(Job::createdAt)
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .plus(rule.patience());
        boolean due = !dueAt.isAfter(journal.now());
        List<String> ids = group.stream().map(Job::id).toList();
        BuildWay way = BuildWay.of(first.processCategory());
        if ((!due && roughDensity(group, machine.buildVolume(), way) < rule.minimumDensity())
                || triedAlready(first, ids, due ? dueAt : Instant.EPOCH)) {
            return;
        }
        BuildPlan plan = new BuildPlan(
                first.amCentre(),
                null,
                first.processCategory(),
                first.feedstock(),
                machine.buildVolume(),
                way.spacingMm(),
                way.marginMm(),
                false,
                true,
                ids);
        desk.begin(plan, Principal.HUB, due ? "the oldest has waited long enough" : "there is enough to fill a build");
    }

    /** The density if every part were its box: never below that of the nest of all. */
    private static double roughDensity(List<Job> group, SizeMm volume, BuildWay way) {
        double sum = 0;
        for (Job job : group) {
            sum += platform(job.size()) * (way.byFootprint() ? 1 : job.size().z());
        }
        return sum / (platform(volume) * (way.byFootprint() ? 1 : volume.z()));
    }

    /** Whether the same jobs are being nested, or were, so that the answer would be the same again. */
    private boolean triedAlready(Job first, List<String> ids, Instant since) {
        Optional<Build> latest = builds.latestAutomatic(first.amCentre(), first.processCategory(), first.feedstock());
        if (latest.isEmpty()) {
            return false;
        }
        Build build = latest.get();
        if (build.state() == BuildState.NESTING) {
            return build.createdAt().plus(LOST_AFTER).isAfter(journal.now());
        }
        return build.plan().candidates().equals(ids) && !build.createdAt().isBefore(since);
    }
}
