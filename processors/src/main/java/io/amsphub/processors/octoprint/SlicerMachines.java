package io.amsphub.processors.octoprint;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.SlicerTargets;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicerTarget;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On which machines a slicer may print. A key prints on the machines that an operator has given to it; whoever
 * belongs to the AM centre, and operators, on all that they name. Must be called in a unit of work.
 */
public final class SlicerMachines {

    private static final SizeMm UNKNOWN = new SizeMm(0, 0, 0);

    private final SlicerTargets targets;
    private final Devices devices;

    /** Machines by their stores. */
    public SlicerMachines(SlicerTargets targets, Devices devices) {
        this.targets = targets;
        this.devices = devices;
    }

    /**
     * Returns the machines that are meant.
     *
     * @param named what the address of the request names; null when it names none
     * @throws HubException with {@link FailureCode#NO_PRINT_TARGET} when none are named or given, {@link
     *     FailureCode#FORBIDDEN} when they are not the sender's to use
     */
    public PrintTarget target(@Nullable PrintTarget named, Principal who) {
        PrintTarget given = targets.find(who.name()).map(SlicerTarget::target).orElse(null);
        if (named == null) {
            if (given == null) {
                throw new HubException(
                        FailureCode.NO_PRINT_TARGET,
                        "no machines are given to the key of " + who.name(),
                        null,
                        "have an operator PUT /slicer-targets/" + who.name()
                                + ", or enter <hub>/octoprint/<centre>/<group> as the address of the printer");
            }
            return given;
        }
        if (given != null && same(given, named)) {
            return given;
        }
        boolean own = who.roles().contains(Role.AM_CENTRE) && who.organisation().equals(named.amCentre());
        if (!own && !who.roles().contains(Role.OPERATOR)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    who.name() + " may not print on " + named.inWords(),
                    null,
                    "an operator gives machines to a key with PUT /slicer-targets/" + who.name());
        }
        if (who.grant().limitedToGroups()) {
            Access.requireGroup(who, named.inWords(), groups(named));
        }
        return named;
    }

    private List<String> groups(PrintTarget named) {
        String group = named.group();
        if (group != null) {
            return List.of(group);
        }
        return devices.find(Device.idOf(named.amCentre(), String.valueOf(named.machine())))
                .map(machine -> machine.place().groups())
                .orElse(List.of());
    }

    private static boolean same(PrintTarget a, PrintTarget b) {
        return a.amCentre().equals(b.amCentre())
                && Objects.equals(a.group(), b.group())
                && Objects.equals(a.machine(), b.machine());
    }

    /** Returns the build volume of the largest of the machines, mm; zeros when there is none. */
    SizeMm volume(PrintTarget target) {
        return devices.ofCentre(target.amCentre()).stream()
                .filter(m -> target.machine() == null
                        ? m.place().groups().contains(target.group())
                        : m.machine().equals(target.machine()))
                .map(Device::buildVolume)
                .max((a, b) -> Double.compare(a.x() * a.y() * a.z(), b.x() * b.y() * b.z()))
                .orElse(UNKNOWN);
    }
}
