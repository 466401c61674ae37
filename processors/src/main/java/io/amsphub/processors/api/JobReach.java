package io.amsphub.processors.api;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.sliced.PrintTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs somebody may change whose credential is for machines of some groups: those that are on such a machine, or
 * wait for such machines. A job that waits for any machine of its centre concerns the others, too.
 */
public final class JobReach {

    private final Devices devices;

    /** Reach by the groups of machines. */
    public JobReach(Devices devices) {
        this.devices = devices;
    }

    /**
     * Refuses a change of a job that is not for machines that the sender works with.
     *
     * @throws io.amsphub.processors.failure.HubException with {@link
     *     io.amsphub.processors.failure.FailureCode#FORBIDDEN}
     */
    public void require(Principal who, Job job) {
        if (!who.grant().limitedToGroups()) {
            return;
        }
        Job.Assignment on = job.assignment();
        PrintTarget target = job.target();
        List<String> groups = List.of();
        if (on != null) {
            groups = ofMachine(on.device());
        } else if (target != null) {
            groups = ofTarget(target.amCentre(), target.group(), target.machine());
        }
        Access.requireGroup(who, job.id(), groups);
    }

    /**
     * Refuses to hand a job to machines that the sender does not work with.
     *
     * @param amCentre null for that of the job
     * @param group null when it is not a group
     * @param machine null when it is not one machine
     * @throws io.amsphub.processors.failure.HubException with {@link
     *     io.amsphub.processors.failure.FailureCode#FORBIDDEN}
     */
    public void requireTarget(
            Principal who, Job job, @Nullable String amCentre, @Nullable String group, @Nullable String machine) {
        if (who.grant().limitedToGroups()) {
            String centre = amCentre == null ? job.amCentre() : amCentre;
            Access.requireGroup(who, "that place", ofTarget(centre, group, machine));
        }
    }

    /**
     * Refuses to print on machines that the sender does not work with.
     *
     * @throws io.amsphub.processors.failure.HubException with {@link
     *     io.amsphub.processors.failure.FailureCode#FORBIDDEN}
     */
    public void requirePlace(Principal who, PrintTarget place) {
        if (who.grant().limitedToGroups()) {
            Access.requireGroup(who, place.inWords(), ofTarget(place.amCentre(), place.group(), place.machine()));
        }
    }

    /**
     * Refuses what is for a machine that the sender does not work with.
     *
     * @param machine null for any machine of the centre
     * @throws io.amsphub.processors.failure.HubException with {@link
     *     io.amsphub.processors.failure.FailureCode#FORBIDDEN}
     */
    public void requireMachine(Principal who, String what, String amCentre, @Nullable String machine) {
        if (who.grant().limitedToGroups()) {
            Access.requireGroup(who, what, ofTarget(amCentre, null, machine));
        }
    }

    private List<String> ofTarget(String amCentre, @Nullable String group, @Nullable String machine) {
        if (group != null) {
            return List.of(group);
        }
        return machine == null ? List.of() : ofMachine(Device.idOf(amCentre, machine));
    }

    private List<String> ofMachine(String device) {
        return devices.find(device).map(found -> found.place().groups()).orElse(List.of());
    }
}
