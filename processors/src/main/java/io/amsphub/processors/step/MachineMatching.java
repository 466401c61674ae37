package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.sliced.PrintTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which machines can make a job, and why the others cannot. A pure function; the reasons are kept
 * with the job so that "why not that machine?" has an answer.
 */
public final class MachineMatching {

    /**
     * The machines for a job.
     *
     * @param chosen the machine to send it to; null when none can take it now
     * @param reasons one line for each machine that was looked at
     */
    public record Match(@Nullable Device chosen, List<String> reasons) {

        /** Copies the reasons. */
        public Match {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Chooses the first machine that can take the job now. A machine on which the part failed before
     * is taken only when no other machine of the centre could ever make it.
     *
     * @param machines all machines of the centre, in the order of preference
     * @param now for what is due
     */
    public Match match(Job job, List<Device> machines, Instant now) {
        List<String> reasons = new ArrayList<>();
        boolean alternative = machines.stream()
                .anyMatch(m -> unfit(job, m) == null
                        && m.registration() == Registration.QUALIFIED
                        && !job.avoid().contains(m.id()));
        Device chosen = null;
        for (Device machine : machines) {
            String obstacle = obstacle(job, machine, alternative, now);
            if (obstacle == null && chosen == null) {
                chosen = machine;
                reasons.add(machine.id() + ": chosen, it fits and is free");
            } else {
                reasons.add(machine.id() + ": " + (obstacle == null ? "would do as well" : obstacle));
            }
        }
        return new Match(chosen, reasons);
    }

    private static @Nullable String obstacle(Job job, Device machine, boolean alternative, Instant now) {
        String unfit = unfit(job, machine);
        if (unfit != null) {
            return unfit;
        }
        if (alternative && job.avoid().contains(machine.id())) {
            return "the part failed here before and another machine can make it";
        }
        String due = machine.upkeep().due(now);
        return due == null ? busy(machine) : due;
    }

    /** What makes a machine unable to make a job however long one waits. */
    private static @Nullable String unfit(Job job, Device machine) {
        String excluded = excluded(job.target(), machine);
        if (excluded != null) {
            return excluded;
        }
        if (machine.processCategory() != job.processCategory()) {
            return "works by " + machine.processCategory() + ", the job needs " + job.processCategory();
        }
        if (machine.equipment().cannot(Limit.MONITOR_ONLY)) {
            return "can be watched and not be told anything";
        }
        if (job.sliced() && machine.equipment().cannot(Limit.NO_GCODE)) {
            return "does not take G-code that was made elsewhere";
        }
        if (!job.feedstock().isEmpty() && !machine.materials().contains(job.feedstock())) {
            return "has " + machine.materials() + " loaded, the job needs " + job.feedstock();
        }
        boolean fits = job.sliced()
                ? job.size().fitsAsItStands(machine.buildVolume())
                : job.size().fits(machine.buildVolume());
        if (!fits) {
            return String.format(
                    Locale.ROOT,
                    "build volume %.0f x %.0f x %.0f mm is too small for %.1f x %.1f x %.1f mm",
                    machine.buildVolume().x(),
                    machine.buildVolume().y(),
                    machine.buildVolume().z(),
                    job.size().x(),
                    job.size().y(),
                    job.size().z());
        }
        return null;
    }

    /** What keeps a machine out of what the sender has chosen. */
    private static @Nullable String excluded(@Nullable PrintTarget target, Device machine) {
        if (target == null) {
            return null;
        }
        if (target.machine() != null) {
            return target.machine().equals(machine.machine()) ? null : "the job is for " + target.inWords();
        }
        return machine.place().groups().contains(target.group()) ? null : "is not in the " + target.inWords();
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
