package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.quote.MachineCalibration;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What matching looks at beside a job and the machines of a centre, at one moment. What was learnt about machines
 * and what waits is read once, when it is first asked for.
 */
public final class Surroundings {

    private static final int JOBS_LOOKED_AT = 200;
    private static final double MS_PER_S = 1000;

    private final Instant now;
    private final Optional<AmCentre> centre;
    private final Supplier<Map<String, Double>> pace;
    private final Supplier<Map<String, Long>> ownQueueS;

    /**
     * What is known at a moment.
     *
     * @param now the moment
     * @param centre what the catalogue says of the centre
     * @param pace real over estimated time by id of the machine; 1 for those that are not in it
     * @param ownQueueS estimated seconds of jobs that wait for one machine only, by its name
     */
    Surroundings(
            Instant now,
            Optional<AmCentre> centre,
            Supplier<Map<String, Double>> pace,
            Supplier<Map<String, Long>> ownQueueS) {
        this.now = now;
        this.centre = centre;
        this.pace = once(pace);
        this.ownQueueS = once(ownQueueS);
    }

    /** Where surroundings are read from. */
    public record Sources(Jobs jobs, Calibrations calibrations, Catalogue catalogue) {

        /** Returns the surroundings at a centre, of which the catalogue may know nothing. */
        public Surroundings at(String amCentre, Instant now) {
            return new Surroundings(
                    now,
                    catalogue.centres().stream()
                            .filter(c -> c.id().equals(amCentre))
                            .findFirst(),
                    () -> calibrations.ofCentre(amCentre).stream()
                            .collect(Collectors.toMap(MachineCalibration::device, MachineCalibration::ratio)),
                    () -> jobs.queued(amCentre, 0, JOBS_LOOKED_AT).stream()
                            .filter(job -> job.target() != null && job.target().machine() != null)
                            .collect(Collectors.groupingBy(
                                    Surroundings::soleMachine, Collectors.summingLong(Job::expectedPrintTimeS))));
        }
    }

    private static String soleMachine(Job job) {
        String machine = job.target() == null ? null : job.target().machine();
        return machine == null ? "" : machine;
    }

    /** Returns the moment. */
    Instant now() {
        return now;
    }

    /** Returns what the catalogue says of the centre. */
    Optional<AmCentre> centre() {
        return centre;
    }

    /** Returns how long a machine takes for a job: the estimate, corrected by what its finished jobs have taught. */
    Duration lasting(Job job, Device machine) {
        if (job.expectedPrintTimeS() == 0) {
            return Duration.ZERO;
        }
        double ratio = pace.get().getOrDefault(machine.id(), 1.0);
        return Duration.ofMillis((long) (job.expectedPrintTimeS() * ratio * MS_PER_S));
    }

    /** Returns how much waits for a machine that no other may take, without the job itself. */
    Duration ownQueue(Device machine, Job job) {
        long seconds = ownQueueS.get().getOrDefault(machine.machine(), 0L);
        boolean counted = soleMachine(job).equals(machine.machine());
        return Duration.ofSeconds(Math.max(0, counted ? seconds - job.expectedPrintTimeS() : seconds));
    }

    private static <T> Supplier<T> once(Supplier<T> source) {
        return new Supplier<>() {
            private Optional<T> value = Optional.empty();

            @Override
            public T get() {
                if (value.isEmpty()) {
                    value = Optional.of(source.get());
                }
                return value.get();
            }
        };
    }
}
