package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Certificate;
import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.MaintenanceWindow;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Need;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicedFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hard constraints: what a machine must be, have and be able to for a job. A pure function. */
final class MachineFitness {

    private static final double MINUTES_PER_HOUR = 60;

    private MachineFitness() {}

    /** Returns what makes a machine unable to make a job however long one waits, or null. */
    static @Nullable String unfit(Job job, Device machine, Surroundings around) {
        String other = otherKind(job.target(), job.requirements(), job.processCategory(), job.format(), machine);
        if (other != null) {
            return other;
        }
        String limit = limit(job, machine, around);
        if (limit != null) {
            return limit;
        }
        String certificate = certificates(job, machine, around);
        if (certificate != null) {
            return certificate;
        }
        String material = material(job, machine);
        return material == null ? volume(job, machine) : material;
    }

    /**
     * Returns whether a machine could make some job with a need: all of {@link #unfit} that does not depend on the size
     * of the job and on the time that it takes.
     */
    static boolean serves(Device machine, Need need) {
        return need.processCategory() == null
                || (otherKind(need.target(), need.requirements(), need.processCategory(), need.format(), machine)
                                == null
                        && material(need.feedstock(), need.requirements().colour(), machine) == null);
    }

    private static @Nullable String otherKind(
            @Nullable PrintTarget target,
            Requirements wanted,
            ProcessCategory processCategory,
            String format,
            Device machine) {
        String excluded = excluded(target, machine);
        if (excluded != null) {
            return excluded;
        }
        String licence = licence(wanted, machine);
        if (licence != null) {
            return licence;
        }
        String kind = kind(processCategory, format, machine);
        return kind == null ? abilities(wanted, machine.equipment()) : kind;
    }

    /** Returns why a job may not begin on a machine now, though nothing is on it, or null. */
    static @Nullable String upkeep(Job job, Device machine, Surroundings around) {
        String due = machine.upkeep().due(around.now());
        if (due != null || machine.upkeep().windows().isEmpty()) {
            return due;
        }
        Duration lasting = around.lasting(job, machine);
        MaintenanceWindow window = machine.upkeep().inTheWay(around.now(), lasting);
        if (window == null) {
            return null;
        }
        String what = window.what() == null ? "maintenance" : window.what();
        return window.from().isAfter(around.now())
                ? String.format(
                        Locale.ROOT,
                        "the job takes %.1f h and would reach into %s, planned from %s to %s",
                        lasting.toMinutes() / MINUTES_PER_HOUR,
                        what,
                        window.from(),
                        window.to())
                : what + " is planned from " + window.from() + " to " + window.to();
    }

    /** What keeps a machine out of what the sender has chosen. */
    private static @Nullable String excluded(@Nullable PrintTarget target, Device machine) {
        if (target == null) {
            return null;
        }
        if (isMeant(target, machine)) {
            return null;
        }
        return target.machine() == null ? "is not in the " + target.inWords() : "the job is for " + target.inWords();
    }

    /** Returns whether a machine of the centre is one of those that the sender has chosen. */
    static boolean isMeant(PrintTarget target, Device machine) {
        return target.machine() == null
                ? machine.place().groups().contains(target.group())
                : target.machine().equals(machine.machine());
    }

    /** Returns what the owners of what a job makes do not allow, or null. */
    private static @Nullable String limit(Job job, Device machine, Surroundings around) {
        for (PrintRights.Limit limit : around.licences(job)) {
            String against = limit.against(machine.amCentre(), machine.id());
            if (against != null) {
                return against;
            }
        }
        return null;
    }

    private static @Nullable String licence(Requirements wanted, Device machine) {
        if (!wanted.allowsCentre(machine.amCentre())) {
            return "the licence of the design allows the centres " + wanted.allowedCentres() + " only";
        }
        return wanted.allowsMachine(machine.id())
                ? null
                : "the licence of the design allows the machines " + wanted.allowedMachines() + " only";
    }

    private static @Nullable String kind(ProcessCategory processCategory, String format, Device machine) {
        if (machine.processCategory() != processCategory) {
            return "works by " + machine.processCategory() + ", the job needs " + processCategory;
        }
        if (machine.equipment().cannot(Limit.MONITOR_ONLY)) {
            return "can be watched and not be told anything";
        }
        return format.isEmpty() ? null : untaken(format, machine.equipment());
    }

    private static @Nullable String untaken(String format, Equipment equipment) {
        SlicedFormat sliced = SlicedFormat.ofMediaType(format).orElse(SlicedFormat.GCODE);
        String capability = sliced.capability();
        if (capability != null) {
            return equipment.can(capability)
                    ? null
                    : "does not take " + sliced.inWords() + ", or nobody has given it the capability " + capability;
        }
        return equipment.cannot(Limit.NO_GCODE) ? "does not take G-code that was made elsewhere" : null;
    }

    private static @Nullable String abilities(Requirements wanted, Equipment equipment) {
        List<String> missing = wanted.capabilities().stream()
                .filter(Predicate.not(equipment::can))
                .toList();
        return missing.isEmpty() ? null : "cannot do " + String.join(", ", missing);
    }

    /** A certificate must hold until the print has ended. */
    private static @Nullable String certificates(Job job, Device machine, Surroundings around) {
        for (String wanted : job.requirements().certificates()) {
            List<Certificate> held = Stream.concat(
                            machine.equipment().certificates().stream(),
                            around.centre().map(AmCentre::certificates).stream().flatMap(List::stream))
                    .filter(certificate -> certificate.is(wanted))
                    .toList();
            if (held.isEmpty()) {
                return "neither it nor its centre has the certificate " + wanted;
            }
            if (held.stream().noneMatch(c -> c.validAt(around.now().plus(around.lasting(job, machine))))) {
                return "the certificate " + wanted + " expires on "
                        + held.get(0).validUntil();
            }
        }
        return null;
    }

    /** Returns what of a job is not loaded, or null. */
    static @Nullable String material(Job job, Device machine) {
        return material(job.feedstock(), job.requirements().colour(), machine);
    }

    private static @Nullable String material(String feedstock, @Nullable String colour, Device machine) {
        boolean any = feedstock.isEmpty();
        if (!any && machine.materials().stream().noneMatch(m -> m.name().equals(feedstock))) {
            return "has " + machine.materials() + " loaded, the job needs " + feedstock;
        }
        boolean rightColour = colour == null
                || machine.materials().stream().anyMatch(m -> (any || m.name().equals(feedstock)) && m.isOf(colour));
        return rightColour
                ? null
                : "has " + machine.materials() + " loaded, the job needs " + (any ? "" : feedstock + " in ") + colour;
    }

    private static @Nullable String volume(Job job, Device machine) {
        boolean fits = job.sliced()
                ? job.size().fitsAsItStands(machine.buildVolume())
                : job.size().fits(machine.buildVolume());
        return fits
                ? null
                : String.format(
                        Locale.ROOT,
                        "build volume %.0f x %.0f x %.0f mm is too small for %.1f x %.1f x %.1f mm",
                        machine.buildVolume().x(),
                        machine.buildVolume().y(),
                        machine.buildVolume().z(),
                        job.size().x(),
                        job.size().y(),
                        job.size().z());
    }
}
