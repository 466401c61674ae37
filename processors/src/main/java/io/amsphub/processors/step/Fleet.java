package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Need;
import io.amsphub.processors.sliced.PrintTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a centre while jobs are given to them: those that are free are at hand, the others are read when
 * somebody asks. Of thousands of machines most are busy most of the time.
 *
 * <p>Belongs to one unit of work, and to one thread.
 */
final class Fleet {

    private final Devices devices;
    private final String amCentre;
    private final Map<String, Device> free = new LinkedHashMap<>();
    private final Map<String, Device> changed = new HashMap<>();
    private final Map<Need, Boolean> served = new HashMap<>();
    private @Nullable List<Device> all;
    private @Nullable List<Device> first;
    private @Nullable Device hint;

    /** The machines of a centre as they are now. */
    Fleet(Devices devices, String amCentre) {
        this.devices = devices;
        this.amCentre = amCentre;
        devices.freeOf(amCentre).forEach(machine -> free.put(machine.id(), machine));
    }

    /** Returns the machines that could take a job now, by id. */
    List<Device> free() {
        return List.copyOf(free.values());
    }

    /** Returns whether no machine could take a job now. */
    boolean taken() {
        return free.isEmpty();
    }

    /** Returns whether a machine that is free could make some job with a need. */
    boolean offers(Need need) {
        return free.values().stream().anyMatch(machine -> MachineFitness.serves(machine, need));
    }

    /** Takes in what a machine is now. */
    void changed(Device machine) {
        changed.put(machine.id(), machine);
        if (machine.free()) {
            free.put(machine.id(), machine);
        } else {
            free.remove(machine.id());
        }
    }

    /** Returns a machine as the store has it now, which may have heard of it since the others were read, and keeps it so. */
    Device again(Device machine) {
        Device now = devices.hold(machine.id());
        if (now.version() != machine.version()) {
            changed(now);
        }
        return now;
    }

    /** Returns the first machines of the centre, by id. */
    List<Device> first(int limit) {
        if (first == null) {
            first = devices.ofCentre(amCentre, limit);
        }
        return first.stream().map(this::now).toList();
    }

    /** Returns the machines to tell of when a job finds none: those that its sender means, if there are any. */
    List<Device> meant(Job job, int limit) {
        PrintTarget target = job.target();
        List<Device> meant = target == null
                ? List.of()
                : all().stream()
                        .filter(machine -> MachineFitness.isMeant(target, machine))
                        .limit(limit)
                        .map(this::now)
                        .toList();
        return meant.isEmpty() ? first(limit) : meant;
    }

    /** Returns whether some machine of the centre could ever make a job. */
    boolean canMake(Job job, Surroundings around) {
        Need need = Need.of(job);
        return served.computeIfAbsent(need, key -> some(machine -> MachineFitness.serves(machine, key)))
                && some(machine -> MachineFitness.unfit(job, machine, around) == null);
    }

    /** Returns whether some machine of the centre is as wanted. What was found last is tried first. */
    boolean some(Predicate<Device> wanted) {
        if (hint != null && wanted.test(now(hint))) {
            return true;
        }
        for (Device machine : all()) {
            if (wanted.test(now(machine))) {
                hint = machine;
                return true;
            }
        }
        return false;
    }

    private List<Device> all() {
        if (all == null) {
            all = new ArrayList<>(devices.ofCentre(amCentre));
        }
        return all;
    }

    private Device now(Device machine) {
        return changed.getOrDefault(machine.id(), machine);
    }
}
