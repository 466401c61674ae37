package io.amsphub.processors.device;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An AM machine: what it is, and what is known of it now.
 *
 * @param id {@code <centre>/<machine>}: also its user name and the middle of its topics
 * @param amCentre the centre that it stands in
 * @param machine its name there
 * @param dialect how it is spoken to
 * @param processCategory what kind of machine
 * @param buildVolume mm
 * @param materials feedstock that is loaded
 * @param equipment what it works with, and what it cannot do
 * @param place groups, labels, location
 * @param upkeep maintenance and calibration
 * @param connection how the hub reaches it; null when it comes to the hub by itself
 * @param registration whether it may be used
 * @param live what was last reported
 * @param usage what it has done so far
 * @param version for optimistic locking; 0 until stored
 */
public record Device(
        String id,
        String amCentre,
        String machine,
        String dialect,
        ProcessCategory processCategory,
        SizeMm buildVolume,
        List<LoadedMaterial> materials,
        Equipment equipment,
        Place place,
        Upkeep upkeep,
        @Nullable Connection connection,
        Registration registration,
        LiveState live,
        Usage usage,
        long version) {

    /** Copies the list; what a record of an older hub does not have is nothing in particular. */
    public Device {
        materials = List.copyOf(materials);
        equipment = Objects.requireNonNullElse(equipment, Equipment.UNKNOWN);
        place = Objects.requireNonNullElse(place, Place.NONE);
        upkeep = Objects.requireNonNullElse(upkeep, Upkeep.NONE);
        usage = Objects.requireNonNullElse(usage, Usage.NONE);
    }

    /** A machine that comes to the hub by itself and of which no more is known. */
    public Device(
            String id,
            String amCentre,
            String machine,
            String dialect,
            ProcessCategory processCategory,
            SizeMm buildVolume,
            List<String> materials,
            Registration registration,
            LiveState live,
            long version) {
        this(
                id,
                amCentre,
                machine,
                dialect,
                processCategory,
                buildVolume,
                LoadedMaterial.named(materials),
                Equipment.UNKNOWN,
                Place.NONE,
                Upkeep.NONE,
                null,
                registration,
                live,
                Usage.NONE,
                version);
    }

    /** Returns the id of a machine of a centre. */
    public static String idOf(String amCentre, String machine) {
        return amCentre + "/" + machine;
    }

    /** Returns where its topics begin. */
    public String topicRoot() {
        String root = connection == null ? null : connection.topicRoot();
        return root == null ? "am/" + id : root;
    }

    /** Returns the device with what is known now. */
    public Device withLive(LiveState now) {
        return copy(buildVolume, materials, equipment, place, upkeep, connection, registration, now);
    }

    /** Returns the device after one more print. */
    public Device withUsage(Usage now) {
        return new Device(
                id,
                amCentre,
                machine,
                dialect,
                processCategory,
                buildVolume,
                materials,
                equipment,
                place,
                upkeep,
                connection,
                registration,
                live,
                now,
                version);
    }

    /** Returns the device with another registration. */
    public Device withRegistration(Registration next) {
        return copy(buildVolume, materials, equipment, place, upkeep, connection, next, live);
    }

    /**
     * Returns the device with what it says of itself. What its owner said of colours stays, and of the build volume the
     * smaller of both words counts along each axis: a clamp takes away what the machine does not know of, and no owner
     * makes a machine larger.
     */
    public Device withIdentity(@Nullable SizeMm volume, List<String> loaded) {
        List<LoadedMaterial> now = loaded.stream()
                .flatMap(name -> materials.stream().anyMatch(m -> m.name().equals(name))
                        ? materials.stream().filter(m -> m.name().equals(name))
                        : Stream.of(LoadedMaterial.named(name)))
                .distinct()
                .toList();
        SizeMm usable = volume == null ? buildVolume : buildVolume.within(volume);
        return copy(usable, now, equipment, place, upkeep, connection, registration, live);
    }

    /** Returns the device with what its owner says of it. */
    public Device described(
            List<LoadedMaterial> loaded, Equipment with, Place where, Upkeep kept, @Nullable Connection reachedBy) {
        return copy(buildVolume, loaded, with, where, kept, reachedBy, registration, live);
    }

    private Device copy(
            SizeMm volume,
            List<LoadedMaterial> loaded,
            Equipment with,
            Place where,
            Upkeep kept,
            @Nullable Connection reachedBy,
            Registration registered,
            LiveState now) {
        return new Device(
                id,
                amCentre,
                machine,
                dialect,
                processCategory,
                volume,
                loaded,
                with,
                where,
                kept,
                reachedBy,
                registered,
                now,
                usage,
                version);
    }

    /** Returns whether a job could be sent to it at this moment. */
    public boolean free() {
        return registration == Registration.QUALIFIED
                && !equipment.cannot(Limit.MONITOR_ONLY)
                && live.availability() == Availability.ONLINE
                && live.state() == DeviceState.IDLE
                && live.platformClear()
                && live.job() == null;
    }
}
