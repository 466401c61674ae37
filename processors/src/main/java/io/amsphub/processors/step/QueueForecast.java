package io.amsphub.processors.step;

import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.production.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When waiting jobs are likely to begin: each, in the order of the queue, on the machine that can make it and is
 * free first, after what that machine has and was given before. Estimates only: a job of which nobody knows how
 * long it takes counts as nothing, and clearing a platform takes no time. Costs jobs times machines.
 */
public final class QueueForecast {

    private final List<Device> machines;
    private final Surroundings around;
    private final Map<String, Instant> freeAt = new HashMap<>();

    /**
     * A forecast over the machines of a centre.
     *
     * @param jobs finds the job that a machine has
     */
    QueueForecast(List<Device> all, Surroundings around, Function<String, Optional<Job>> jobs) {
        this.around = around;
        machines = all.stream()
                .filter(m ->
                        m.registration() == Registration.QUALIFIED && m.live().availability() == Availability.ONLINE)
                .toList();
        for (Device machine : machines) {
            String job = machine.live().job();
            Duration left = job == null
                    ? Duration.ZERO
                    : jobs.apply(job).map(j -> left(j, machine)).orElse(Duration.ZERO);
            freeAt.put(machine.id(), around.now().plus(left));
        }
    }

    private Duration left(Job job, Device machine) {
        Instant started = job.startedAt() == null ? around.now() : job.startedAt();
        Duration left = around.lasting(job, machine).minus(Duration.between(started, around.now()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * A job and when it is likely to begin.
     *
     * @param job the job
     * @param place its place among all that wait at the centre, from 1
     * @param expectedStart when it is likely to begin; null when no machine that can be reached can make it
     * @param expectedMachine on which machine, as things stand
     */
    public record Line(
            Job job,
            int place,
            @Nullable Instant expectedStart,
            @Nullable String expectedMachine) {}

    /** Returns the lines of jobs that wait, given in their order. */
    List<Line> lines(List<Job> waiting) {
        List<Line> lines = new ArrayList<>();
        for (Job job : waiting) {
            lines.add(line(job, lines.size() + 1));
        }
        return lines;
    }

    private Line line(Job job, int place) {
        Device first = null;
        Instant start = Instant.MAX;
        for (Device machine : machines) {
            Instant free = freeAt.getOrDefault(machine.id(), around.now());
            if (free.isBefore(start) && MachineFitness.unfit(job, machine, around) == null) {
                first = machine;
                start = free;
            }
        }
        if (first == null) {
            return new Line(job, place, null, null);
        }
        freeAt.put(first.id(), start.plus(around.lasting(job, first)));
        return new Line(job, place, start, first.id());
    }
}
