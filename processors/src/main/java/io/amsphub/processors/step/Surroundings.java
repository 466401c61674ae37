package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.quote.MachineCalibration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What matching looks at beside a job and the machines of a centre, at one moment. What was learnt about machines
 * and what waits is read once, when it is first asked for.
 */
public final class Surroundings {

    private static final double MS_PER_S = 1000;

    private final Instant now;
    private final Optional<AmCentre> centre;
    private final Supplier<Map<String, Double>> pace;
    private final Supplier<Map<String, Long>> ownQueueS;
    private final Function<Job, List<PrintRights.Limit>> licences;
    private @Nullable Job asked;
    private List<PrintRights.Limit> answer = List.of();

    /**
     * What is known at a moment.
     *
     * @param now the moment
     * @param centre what the catalogue says of the centre
     * @param pace real over estimated time by id of the machine; 1 for those that are not in it
     * @param ownQueueS estimated seconds of jobs that wait for one machine only, by its name
     * @param licences what the licences of the designs that a job makes allow
     */
    Surroundings(
            Instant now,
            Optional<AmCentre> centre,
            Supplier<Map<String, Double>> pace,
            Supplier<Map<String, Long>> ownQueueS,
            Function<Job, List<PrintRights.Limit>> licences) {
        this.licences = licences;
        this.now = now;
        this.centre = centre;
        this.pace = once(pace);
        this.ownQueueS = once(ownQueueS);
    }

    /** Where surroundings are read from. */
    public record Sources(Jobs jobs, Calibrations calibrations, Catalogue catalogue, PrintRights rights) {

        /** Sources where no design has a licence. */
        public Sources(Jobs jobs, Calibrations calibrations, Catalogue catalogue) {
            this(jobs, calibrations, catalogue, PrintRights.NONE);
        }

        /** Returns the surroundings at a centre, of which the catalogue may know nothing. */
        public Surroundings at(String amCentre, Instant now) {
            return new Surroundings(
                    now,
                    catalogue.centres().stream()
                            .filter(c -> c.id().equals(amCentre))
                            .findFirst(),
                    () -> calibrations.ofCentre(amCentre).stream()
                            .collect(Collectors.toMap(MachineCalibration::device, MachineCalibration::ratio)),
                    () -> jobs.ownQueues(amCentre),
                    rights.any() ? job -> rights.limits(makes(job), now) : job -> List.of());
        }

        private List<Job> makes(Job job) {
            return job.makesBuild() ? jobs.ofBuild(job.serial()) : List.of(job);
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

    /** Returns what the licences of the designs that a job makes allow; asked once for all machines. */
    List<PrintRights.Limit> licences(Job job) {
        if (!job.equals(asked)) {
            answer = licences.apply(job);
            asked = job;
        }
        return answer;
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
