package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.production.Decision.Term;
import io.amsphub.processors.production.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What it costs, in points, to give a job to a machine that is free for it. A pure function. */
final class MachineCost {

    private static final double SECONDS_PER_HOUR = 3600;

    private final MatchingWeights weights;

    /** Costs by weights. */
    MachineCost(MatchingWeights weights) {
        this.weights = weights;
    }

    /** Returns the terms that are not zero. What is not known of job or machine costs nothing. */
    List<Term> terms(Job job, Device machine, Surroundings around) {
        return Stream.of(
                        Term.of("late", late(job, machine, around), "h", weights.latePerHour()),
                        Term.of("queue", hours(around.ownQueue(machine, job)), "h", weights.queuePerHour()),
                        Term.of("material change", change(job, machine), "change", weights.materialChange()),
                        Term.of("distance", distance(job, machine, around), "km", weights.distancePerKm()),
                        Term.of("energy", energy(job, machine, around), "kWh", weights.energyPerKwh()),
                        Term.of("wear", machine.usage().hours(), "h", weights.wearPerHour()))
                .filter(term -> term.cost() > 0)
                .toList();
    }

    private static double late(Job job, Device machine, Surroundings around) {
        Instant due = job.requirements().dueAt();
        if (due == null) {
            return 0;
        }
        Instant end = around.now().plus(around.lasting(job, machine));
        return Math.max(0, hours(Duration.between(due, end)));
    }

    private static double change(Job job, Device machine) {
        return machine.usage().changes(job.feedstock(), job.requirements().colour()) ? 1 : 0;
    }

    private static double distance(Job job, Device machine, Surroundings around) {
        Location to = job.requirements().deliverTo();
        Location from = standing(machine, around);
        return to == null || from == null ? 0 : from.kilometresTo(to);
    }

    private static @Nullable Location standing(Device machine, Surroundings around) {
        Location own = machine.place().coordinates();
        return own == null ? around.centre().map(AmCentre::location).orElse(null) : own;
    }

    private static double energy(Job job, Device machine, Surroundings around) {
        Double powerKw = machine.equipment().powerKw();
        return powerKw == null ? 0 : powerKw * hours(around.lasting(job, machine));
    }

    private static double hours(Duration time) {
        return time.toSeconds() / SECONDS_PER_HOUR;
    }
}
