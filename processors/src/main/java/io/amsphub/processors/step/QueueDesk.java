package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Decision.Outcome;
import io.amsphub.processors.production.Decision.Verdict;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobQueue;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.sliced.PrintTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people do with jobs that wait: look at the queue, change the order, hold, move elsewhere, give up. A job
 * that a machine has is not in the queue any more; {@link FloorDesk} tells the machine. Must be called in a unit
 * of work.
 */
public final class QueueDesk {

    private static final int JOBS_SHOWN = 200;
    private static final int VERDICTS_SHOWN = 200;
    private static final int NEIGHBOURS = 2;
    private static final int REASONS_SAID = 5;

    private final Jobs jobs;
    private final Devices devices;
    private final Parts parts;
    private final Orders orders;
    private final Production production;
    private final Intake intake;
    private final Journal journal;
    private final MachineMatching matching;
    private final Surroundings.Sources surroundings;

    /** Brings together what waiting jobs touch. */
    public QueueDesk(
            Jobs jobs,
            Devices devices,
            Parts parts,
            Orders orders,
            Production production,
            Intake intake,
            Journal journal,
            MachineMatching matching,
            Surroundings.Sources surroundings) {
        this.jobs = jobs;
        this.devices = devices;
        this.parts = parts;
        this.orders = orders;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
        this.matching = matching;
        this.surroundings = surroundings;
    }

    /**
     * The queue of a centre, or of a group of its machines.
     *
     * @param waiting in the order in which they go
     * @param held jobs that wait for a person
     */
    public record Queue(List<QueueForecast.Line> waiting, List<Job> held) {

        /** Copies the lists. */
        public Queue {
            waiting = List.copyOf(waiting);
            held = List.copyOf(held);
        }
    }

    /**
     * Where a job is moved to.
     *
     * @param amCentre another centre; null for the one that it is at
     * @param group the machines of a group; null when any, or one, may make it
     * @param machine one machine; null when any, or a group, may make it
     */
    public record Destination(
            @Nullable String amCentre,
            @Nullable String group,
            @Nullable String machine) {}

    /**
     * Returns the first jobs that wait at a centre.
     *
     * @param group only those that machines of this group may make; null for all
     */
    public Queue queue(String amCentre, @Nullable String group) {
        List<Device> machines = devices.ofCentre(amCentre);
        Map<String, Job> made =
                jobs.onMachines(amCentre).stream().collect(Collectors.toMap(Job::id, Function.identity()));
        List<QueueForecast.Line> lines = new QueueForecast(
                        machines, surroundings.at(amCentre, journal.now()), job -> Optional.ofNullable(made.get(job)))
                .lines(jobs.queued(amCentre, 0, JOBS_SHOWN));
        List<Job> held = jobs.held(amCentre, JOBS_SHOWN);
        return new Queue(
                lines.stream()
                        .filter(line -> concerns(line.job(), group, machines))
                        .toList(),
                held.stream().filter(job -> concerns(job, group, machines)).toList());
    }

    private static boolean concerns(Job job, @Nullable String group, List<Device> machines) {
        PrintTarget target = job.target();
        if (group == null || target == null) {
            return true;
        }
        return target.machine() == null
                ? group.equals(target.group())
                : machines.stream()
                        .anyMatch(m -> m.machine().equals(target.machine())
                                && m.place().groups().contains(group));
    }

    /**
     * What is to be said of the machines of a centre if a job looked for one now.
     *
     * @param shown of all of them by id; of more than {@value #VERDICTS_SHOWN} of the best of them: those that fit, then
     *     those that could make it later
     * @param counts how many machines there are of each outcome
     */
    public record Verdicts(List<Verdict> shown, Map<Outcome, Integer> counts) {

        /** Copies list and map. */
        public Verdicts {
            shown = List.copyOf(shown);
            counts = Map.copyOf(counts);
        }
    }

    /**
     * Returns what is to be said of the machines of the centre if the job looked for one now.
     *
     * @param machine the name of the only machine that is asked about; null for all
     */
    public Verdicts verdicts(Job job, @Nullable String machine) {
        List<Verdict> all = matching.match(
                        job, devices.ofCentre(job.amCentre()), surroundings.at(job.amCentre(), journal.now()))
                .verdicts();
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        all.forEach(verdict -> counts.merge(verdict.outcome(), 1, Integer::sum));
        String id = machine == null ? null : Device.idOf(job.amCentre(), machine);
        List<Verdict> meant = all.stream()
                .filter(verdict -> id == null || verdict.machine().equals(id))
                .toList();
        return new Verdicts(
                meant.size() <= VERDICTS_SHOWN
                        ? meant
                        : meant.stream()
                                .sorted(Comparator.comparing(Verdict::outcome))
                                .limit(VERDICTS_SHOWN)
                                .toList(),
                counts);
    }

    /** Gives a waiting job another priority; among those of the same priority it keeps its rank. */
    public Job prioritise(Job job, int priority, Principal who, @Nullable String reason) {
        requireWaiting(job);
        if (priority == job.priority()) {
            return job;
        }
        String why = "priority " + job.priority() + " becomes " + priority + (reason == null ? "" : ": " + reason);
        return changed(job, job.queued(job.amCentre(), job.target(), priority, job.rank()), who, why);
    }

    /** Puts a waiting job right behind another of its centre and priority. */
    public Job placeBehind(Job job, Job other, Principal who) {
        requireOneQueue(job, other);
        return placed(job, other, who, "behind " + other.id());
    }

    /** Puts a waiting job right ahead of another of its centre and priority. */
    public Job placeAhead(Job job, Job other, Principal who) {
        requireOneQueue(job, other);
        String why = "ahead of " + other.id();
        return jobs.ahead(other, NEIGHBOURS).stream()
                .filter(j -> !j.id().equals(job.id()))
                .findFirst()
                .map(before -> placed(job, before, who, why))
                .orElseGet(() -> ranked(job, JobQueue.before(other), who, why));
    }

    private Job placed(Job job, Job anchor, Principal who, String why) {
        JobQueue.Room room = JobQueue.after(anchor, behind(anchor, job, NEIGHBOURS));
        if (!room.moved().isEmpty()) {
            room = JobQueue.after(anchor, behind(anchor, job, Integer.MAX_VALUE));
        }
        room.moved().forEach(jobs::update);
        return ranked(job, room.rank(), who, why);
    }

    private List<Job> behind(Job anchor, Job without, int limit) {
        return jobs.behind(anchor, limit).stream()
                .filter(j -> !j.id().equals(without.id()))
                .toList();
    }

    private Job ranked(Job job, long rank, Principal who, String why) {
        return changed(job, job.queued(job.amCentre(), job.target(), job.priority(), rank), who, "put " + why);
    }

    /** Takes a waiting job out of the queue until somebody releases it. */
    public Job hold(Job job, Principal who, String reason) {
        requireState(job, JobState.QUEUED);
        return production.move(job, JobState.HELD, who, reason);
    }

    /**
     * Has a waiting job made on other machines, at its centre or at another.
     *
     * @throws HubException with {@link FailureCode#NO_FITTING_MACHINE} when none of them can ever make it
     */
    public Job move(Job job, Destination to, Principal who, String reason) {
        requireWaiting(job);
        String centre = Objects.requireNonNullElse(to.amCentre(), job.amCentre());
        PrintTarget target = to.group() == null && to.machine() == null
                ? null
                : new PrintTarget(centre, to.group(), to.machine(), null);
        Job moved = job.queued(centre, target, job.priority(), job.rank());
        requireMachine(moved, centre);
        String where = target == null ? "any machine of " + centre : target.inWords();
        Job kept = changed(job, moved, who, "moved to " + where + ": " + reason);
        intake.dispatchDue(job.id(), job.orderId());
        return kept;
    }

    private void requireMachine(Job job, String centre) {
        Surroundings around = surroundings.at(centre, journal.now());
        List<Device> machines = devices.ofCentre(centre);
        List<String> obstacles = new ArrayList<>();
        for (Device machine : machines) {
            String unfit = MachineFitness.unfit(job, machine, around);
            if (unfit == null) {
                return;
            }
            if (obstacles.size() < REASONS_SAID) {
                obstacles.add(machine.id() + " " + unfit);
            }
        }
        throw new HubException(
                FailureCode.NO_FITTING_MACHINE,
                obstacles.isEmpty()
                        ? "there is no machine at " + centre
                        : "of " + machines.size() + " machines none can make job " + job.id() + ": "
                                + String.join("; ", obstacles),
                null,
                "GET /devices lists the machines; choose others, or change what keeps them out");
    }

    /**
     * Gives up a waiting job. A print without order is given up with it; for a part that was ordered a person
     * decides whether it is made after all.
     */
    public Job cancel(Job job, Principal who, String reason) {
        requireWaiting(job);
        Job cancelled = production.move(job, JobState.CANCELLED, who, reason);
        production.answered(WorkItem.Kind.RESOLVE_JOB, job.id(), who);
        Part part = parts.get(job.serial());
        if (part.state() != PartState.PLANNED) {
            return cancelled;
        }
        if (orders.find(part.orderId()).isEmpty()) {
            production.move(part, PartState.CANCELLED, who, reason);
        } else {
            production.stop(part, who, "job " + job.id() + " was given up: " + reason);
        }
        return cancelled;
    }

    private Job changed(Job before, Job after, Principal who, String why) {
        journal.noted(
                new Journal.Entry("job", before.id(), before.organisation(), before.orderId(), who, why),
                before.state());
        return jobs.update(after);
    }

    private static void requireOneQueue(Job job, Job other) {
        requireWaiting(job);
        requireState(other, JobState.QUEUED);
        boolean one = job.amCentre().equals(other.amCentre())
                && job.priority() == other.priority()
                && !job.id().equals(other.id());
        if (!one) {
            throw new HubException(
                    FailureCode.NOT_IN_ONE_QUEUE,
                    job.id().equals(other.id())
                            ? "job " + job.id() + " is to be placed beside itself"
                            : "job " + job.id() + " has priority " + job.priority() + " at " + job.amCentre() + ", job "
                                    + other.id() + " has priority " + other.priority() + " at " + other.amCentre(),
                    null,
                    "name another job of the same centre, and give the job its priority first");
        }
    }

    private static void requireWaiting(Job job) {
        if (job.state() != JobState.HELD) {
            requireState(job, JobState.QUEUED);
        }
    }

    private static void requireState(Job job, JobState wanted) {
        if (job.state() != wanted) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "job " + job.id() + " is " + job.state() + " and not " + wanted,
                    null,
                    job.state().onMachine()
                            ? "POST /jobs/" + job.id() + "/control tells its machine to pause, resume or cancel"
                            : "GET /queues/" + job.amCentre() + " lists the jobs that wait");
        }
    }
}
