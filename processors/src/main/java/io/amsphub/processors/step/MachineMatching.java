package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.production.Decision;
import io.amsphub.processors.production.Decision.Outcome;
import io.amsphub.processors.production.Decision.Verdict;
import io.amsphub.processors.production.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which machine makes a job, and why the others do not: the cheapest in points of those that can begin now
 * ({@link MachineFitness}, {@link MachineCost}). A pure function; the verdicts are kept with the job so that "why
 * not that machine?" has an answer. No job waits for a better machine while one that fits is free.
 */
public final class MachineMatching {

    private final MachineCost cost;

    /** Matching by weights. */
    public MachineMatching(MatchingWeights weights) {
        cost = new MachineCost(weights);
    }

    /**
     * The machines for a job.
     *
     * @param chosen the machine to send it to; null when none can take it now
     * @param verdicts one for each machine: when one was chosen, it comes first and then those that could have
     *     taken the job, the cheapest first; otherwise in the order of the machines
     */
    public record Match(@Nullable Device chosen, List<Verdict> verdicts) {

        /** Copies the verdicts. */
        public Match {
            verdicts = List.copyOf(verdicts);
        }

        /** Returns one line for each of the first verdicts. */
        public List<String> reasons(int limit) {
            return verdicts.stream().limit(limit).map(Verdict::inWords).toList();
        }

        /** Returns whether none of the machines could make the job, however long it waits. */
        public boolean hopeless() {
            return verdicts.stream().allMatch(v -> v.outcome() == Outcome.UNFIT);
        }

        /** Returns how many machines could have taken the job, with the one that does. */
        public long candidates() {
            return verdicts.stream().filter(v -> v.cost() != null).count();
        }
    }

    /**
     * Chooses the cheapest machine that can take the job now; of two that cost the same, the one that comes first.
     * A machine on which the part failed before is taken only when no other machine of the centre could ever make
     * it; one that could not fetch the file before, only when no other can take it now.
     *
     * @param machines all machines of the centre, in the order of preference
     * @param around the centre at the moment of the decision
     */
    public Match match(Job job, List<Device> machines, Surroundings around) {
        boolean alternative = machines.stream().anyMatch(m -> isAlternative(job, m, around));
        Looked looked = look(job, machines, alternative, around);
        Device chosen = looked.cheapest();
        return chosen == null
                ? new Match(null, looked.verdicts())
                : new Match(chosen, ordered(looked.verdicts(), chosen));
    }

    /**
     * Chooses as {@link #match} does, among all machines of a centre of which only those that are free are looked at
     * one by one. Beside them the verdicts are on the first machines of the centre, so that there are some.
     *
     * @param toldOf how many machines the verdicts are on at least, if the centre has so many
     */
    Match choose(Job job, Fleet fleet, int toldOf, Surroundings around) {
        boolean alternative = hasAlternative(job, fleet, around);
        Looked looked = look(job, fleet.free(), alternative, around);
        Device chosen = looked.cheapest();
        if (chosen == null) {
            return new Match(null, List.of());
        }
        List<Verdict> verdicts = new ArrayList<>(looked.verdicts());
        verdicts.removeIf(v -> v.cost() == null);
        if (verdicts.size() < toldOf) {
            Set<String> told = verdicts.stream().map(Verdict::machine).collect(Collectors.toSet());
            fleet.first(toldOf).stream()
                    .filter(machine -> !told.contains(machine.id()))
                    .map(machine -> verdict(job, machine, alternative, around))
                    .forEach(verdicts::add);
        }
        return new Match(chosen, ordered(verdicts, chosen));
    }

    /** Returns why some machines do not take a job that none of those that are free can take. */
    Match without(Job job, Fleet fleet, List<Device> machines, Surroundings around) {
        return new Match(
                null,
                look(job, machines, hasAlternative(job, fleet, around), around).verdicts());
    }

    private static boolean hasAlternative(Job job, Fleet fleet, Surroundings around) {
        return !job.avoid().isEmpty() && fleet.some(machine -> isAlternative(job, machine, around));
    }

    private static boolean isAlternative(Job job, Device machine, Surroundings around) {
        return !job.avoid().contains(machine.id())
                && machine.registration() == Registration.QUALIFIED
                && MachineFitness.unfit(job, machine, around) == null;
    }

    private record Looked(@Nullable Device cheapest, List<Verdict> verdicts) {}

    private Looked look(Job job, List<Device> machines, boolean alternative, Surroundings around) {
        List<Verdict> verdicts = new ArrayList<>(machines.size());
        Device chosen = null;
        boolean chosenCouldNotFetch = false;
        double lowest = Double.POSITIVE_INFINITY;
        for (Device machine : machines) {
            Verdict verdict = verdict(job, machine, alternative, around);
            verdicts.add(verdict);
            Double points = verdict.cost();
            if (points == null) {
                continue;
            }
            boolean couldNotFetch = job.couldNotFetch(machine.id());
            if (chosen == null || (couldNotFetch == chosenCouldNotFetch ? points < lowest : chosenCouldNotFetch)) {
                lowest = points;
                chosen = machine;
                chosenCouldNotFetch = couldNotFetch;
            }
        }
        return new Looked(chosen, verdicts);
    }

    private static List<Verdict> ordered(List<Verdict> verdicts, Device chosen) {
        return verdicts.stream()
                .map(v -> v.machine().equals(chosen.id()) ? v.as(Outcome.CHOSEN, "chosen, it fits and is free") : v)
                .sorted(Comparator.comparing(Verdict::outcome)
                        .thenComparing(Verdict::cost, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    private Verdict verdict(Job job, Device machine, boolean alternative, Surroundings around) {
        String unfit = MachineFitness.unfit(job, machine, around);
        if (unfit != null) {
            return Verdict.against(machine.id(), Outcome.UNFIT, unfit);
        }
        if (alternative && job.avoid().contains(machine.id())) {
            return Verdict.against(
                    machine.id(), Outcome.NOT_NOW, "the part failed here before and another machine can make it");
        }
        String upkeep = MachineFitness.upkeep(job, machine, around);
        String obstacle = upkeep == null ? busy(machine) : upkeep;
        if (obstacle != null) {
            return Verdict.against(machine.id(), Outcome.NOT_NOW, obstacle);
        }
        List<Decision.Term> terms = cost.terms(job, machine, around);
        double points = terms.stream().mapToDouble(Decision.Term::cost).sum();
        String why = job.couldNotFetch(machine.id())
                ? "would do, but could not fetch the file before and goes after the others"
                : "would do as well";
        return new Verdict(machine.id(), Outcome.FITS, why, points, terms);
    }

    private static @Nullable String busy(Device machine) {
        if (machine.free()) {
            return null;
        }
        return switch (machine.registration()) {
            case REGISTERED, SUSPENDED, RETIRED -> "is " + machine.registration();
            case QUALIFIED -> {
                if (machine.live().job() != null) {
                    yield "is busy with " + machine.live().job();
                }
                yield machine.live().platformClear()
                        ? "is " + machine.live().availability() + " and "
                                + machine.live().state()
                        : "nobody has declared its build platform clear";
            }
        };
    }
}
