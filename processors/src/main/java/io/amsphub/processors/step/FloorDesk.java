package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.device.Usage;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people do on the floor: machines, jobs on them, and the steps that a part waits for. */
public final class FloorDesk {

    private static final Set<PartState> SCRAPPED_FROM =
            EnumSet.of(PartState.PRINTED, PartState.IN_POST_PROCESSING, PartState.IN_INSPECTION);

    private final Devices devices;
    private final Jobs jobs;
    private final Parts parts;
    private final Production production;
    private final BuildTracking tracking;
    private final DeviceLink link;
    private final Intake intake;
    private final Credentials credentials;
    private final Journal journal;
    private final Duration commandExpiry;

    /**
     * Brings together what people touch.
     *
     * @param commandExpiry how long a machine may take to obey
     */
    public FloorDesk(
            Devices devices,
            Jobs jobs,
            Parts parts,
            Production production,
            BuildTracking tracking,
            DeviceLink link,
            Intake intake,
            Credentials credentials,
            Journal journal,
            Duration commandExpiry) {
        this.devices = devices;
        this.jobs = jobs;
        this.parts = parts;
        this.production = production;
        this.tracking = tracking;
        this.link = link;
        this.intake = intake;
        this.credentials = credentials;
        this.journal = journal;
        this.commandExpiry = commandExpiry;
    }

    /** A device and the secret that it signs in with, which is shown once. */
    public record Registered(Device device, String secret) {}

    /** Registers a machine and makes its credentials; a machine that exists keeps all but its secret. */
    public Registered register(NewDevice wanted, Principal who) {
        String id = Device.idOf(wanted.amCentre(), wanted.machine());
        Device device = devices.find(id).orElseGet(() -> {
            Device added = devices.add(new Device(
                    id,
                    wanted.amCentre(),
                    wanted.machine(),
                    wanted.dialect(),
                    wanted.processCategory(),
                    wanted.buildVolumeMm(),
                    wanted.materials(),
                    wanted.equipment(),
                    wanted.place(),
                    wanted.upkeep(),
                    wanted.connection(),
                    Boolean.FALSE.equals(wanted.qualified()) ? Registration.REGISTERED : Registration.QUALIFIED,
                    LiveState.NEVER_SEEN,
                    Usage.NONE,
                    0));
            journal.began(entry(added, who, "registered"), added.registration());
            return added;
        });
        String secret = credentials.issue(new Principal(id, device.amCentre(), Set.of(Role.DEVICE)));
        return new Registered(device, secret);
    }

    /**
     * What is said of a machine when it is registered.
     *
     * @param amCentre the centre that it stands in
     * @param machine its name there
     * @param dialect how it is spoken to
     * @param processCategory what kind of machine
     * @param buildVolumeMm mm
     * @param materials feedstock that is loaded
     * @param equipment what it works with
     * @param place groups, labels, location
     * @param upkeep maintenance and calibration
     * @param connection how the hub reaches it; null when it comes to the hub
     * @param qualified whether jobs may go to it at once; null for yes
     */
    public record NewDevice(
            String amCentre,
            String machine,
            String dialect,
            ProcessCategory processCategory,
            SizeMm buildVolumeMm,
            List<LoadedMaterial> materials,
            Equipment equipment,
            Place place,
            Upkeep upkeep,
            @Nullable Connection connection,
            @Nullable Boolean qualified) {

        /** What is not said is nothing in particular. */
        public NewDevice {
            materials = List.copyOf(materials);
            equipment = Objects.requireNonNullElse(equipment, Equipment.UNKNOWN);
            place = Objects.requireNonNullElse(place, Place.NONE);
            upkeep = Objects.requireNonNullElse(upkeep, Upkeep.NONE);
        }

        /** A machine that comes to the hub by itself and of which no more is said. */
        public NewDevice(
                String amCentre,
                String machine,
                String dialect,
                ProcessCategory processCategory,
                SizeMm buildVolumeMm,
                List<String> materials) {
            this(
                    amCentre,
                    machine,
                    dialect,
                    processCategory,
                    buildVolumeMm,
                    LoadedMaterial.named(materials),
                    Equipment.UNKNOWN,
                    Place.NONE,
                    Upkeep.NONE,
                    null,
                    null);
        }
    }

    /** Keeps what its owner says of a machine; each part that is given replaces what was there. */
    public Device describe(Device device, Description now, Principal who) {
        Equipment with = now.equipment() == null ? device.equipment() : now.equipment();
        Device changed = devices.update(device.described(
                now.materials() == null ? device.materials() : now.materials(),
                with,
                now.place() == null ? device.place() : now.place(),
                now.upkeep() == null ? device.upkeep() : now.upkeep(),
                now.connection() == null ? device.connection() : now.connection()));
        journal.noted(entry(device, who, "described anew"), device.registration());
        if (changed.free()) {
            intake.dispatchDue(device.id(), device.id());
        }
        return changed;
    }

    /** What an owner can say of a machine; null is left as it is. */
    public record Description(
            @Nullable List<LoadedMaterial> materials,
            @Nullable Equipment equipment,
            @Nullable Place place,
            @Nullable Upkeep upkeep,
            @Nullable Connection connection) {}

    /** Suspends, qualifies or retires a machine; a retired one loses its credentials. */
    public Device setRegistration(Device device, Registration next, Principal who, String reason) {
        journal.moved(Registration.TRANSITIONS, entry(device, who, reason), device.registration(), next);
        Device changed = devices.update(device.withRegistration(next));
        if (next == Registration.RETIRED) {
            credentials.revoke(device.id());
        } else if (changed.free()) {
            intake.dispatchDue(device.id(), device.id());
        }
        return changed;
    }

    /**
     * Says that the build platform is free, and tells the machine so.
     *
     * @throws HubException while the machine has a job
     */
    public Device clearPlatform(Device device, Principal who) {
        String job = device.live().job();
        if (job != null) {
            throw new HubException(
                    FailureCode.PLATFORM_OCCUPIED,
                    "machine " + device.id() + " has job " + job,
                    null,
                    "wait until the job has ended, or cancel it");
        }
        journal.noted(entry(device, who, "platform declared clear"), device.registration());
        tracking.platformCleared(device, who.name(), device.free());
        link.send(device, new DeviceCommand.ClearPlatform(Ids.next("cmd"), who.name()), device.id());
        return devices.get(device.id());
    }

    /** Tells a machine to pause, resume or cancel a job; what becomes of it is up to its report. */
    public Job control(Job job, DeviceCommand.Verb verb, Principal who) {
        String machine = job.device();
        if (machine == null || !job.state().onMachine()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "job " + job.id() + " is " + job.state() + " and on no machine",
                    null,
                    "a job can be controlled while a machine has it");
        }
        journal.noted(
                new Journal.Entry("job", job.id(), job.organisation(), job.orderId(), who, "asked to " + verb),
                job.state());
        link.send(
                devices.get(machine),
                new DeviceCommand.Control(Ids.next("cmd"), journal.now().plus(commandExpiry), verb, job.id()),
                job.orderId());
        return job;
    }

    /** Ends a job whose machine cannot say what became of it; the part is made again. */
    public Job declareLost(Job job, Principal who, String reason) {
        requireAlone(job);
        tracking.declareLost(job, who, reason);
        production.answered(WorkItem.Kind.RESOLVE_JOB, job.id(), who);
        return jobs.get(job.id());
    }

    /** The job of a part of a build goes the way of the build; by itself it would be a second print. */
    private static void requireAlone(Job job) {
        if (job.state() == JobState.IN_BUILD) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "job " + job.id() + " is made with build " + job.build(),
                    null,
                    "do so with the job of the build, " + Job.idOf(String.valueOf(job.build()), 1));
        }
    }

    /** Lets a held job wait for a machine again. */
    public Job release(Job job, Principal who, String reason) {
        requireAlone(job);
        Job waiting = production.moved(job, job.released(reason), who, reason);
        production.answered(WorkItem.Kind.RESOLVE_JOB, job.id(), who);
        intake.dispatchDue(job.id(), job.orderId());
        return waiting;
    }

    /** Confirms the step of the process plan that a part waits for. */
    public Part confirmStep(Part part, Principal who) {
        if (part.state() != PartState.IN_POST_PROCESSING || part.plan().isEmpty()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "part " + part.serial() + " is " + part.state() + " and waits for no step",
                    null,
                    "GET /work-items lists what waits");
        }
        production.answered(WorkItem.Kind.POST_PROCESS, part.serial(), who);
        Part done = parts.update(part.withStepDone(who.name()));
        intake.partTaken(part.serial(), part.orderId());
        return done;
    }

    /** Records what a person measured; inspection judges by it. */
    public Part recordMeasurement(Part part, SizeMm measured, Principal who) {
        if (part.state() != PartState.IN_INSPECTION) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "part " + part.serial() + " is " + part.state(),
                    null,
                    "a part is measured while it is IN_INSPECTION");
        }
        production.answered(WorkItem.Kind.INSPECT, part.serial(), who);
        Part updated = parts.update(part.withMeasured(measured));
        intake.partMeasured(part.serial(), part.orderId());
        return updated;
    }

    /**
     * Scraps a part that was printed and is not good, whatever the machine says; it is made again under the same
     * serial number unless the limit is reached, or somebody wants to decide first.
     *
     * @param again whether it is made again at once
     */
    public Part scrap(Part part, boolean again, Principal who, String reason) {
        if (!SCRAPPED_FROM.contains(part.state())) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "part " + part.serial() + " is " + part.state(),
                    null,
                    "a part is scrapped after it was printed and before it is released");
        }
        production.answered(WorkItem.Kind.POST_PROCESS, part.serial(), who);
        production.answered(WorkItem.Kind.INSPECT, part.serial(), who);
        if (again) {
            production.again(part, who, "scrapped: " + reason);
        } else {
            production.stop(part, who, "scrapped: " + reason);
        }
        return parts.get(part.serial());
    }

    /** Returns how often one part may be begun before a person decides. */
    public int attemptLimit() {
        return production.attemptLimit();
    }

    /** Orders another attempt at a part that was stopped. */
    public Part tryAgain(Part part, Principal who, String reason) {
        production.answered(WorkItem.Kind.DECIDE_PART, part.serial(), who);
        production.retry(part, jobs.get(part.jobId()), who, reason);
        return parts.get(part.serial());
    }

    private static Journal.Entry entry(Device device, Principal who, String why) {
        return new Journal.Entry("device", device.id(), device.amCentre(), device.id(), who, why);
    }
}
