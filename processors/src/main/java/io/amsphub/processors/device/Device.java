package io.amsphub.processors.device;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import java.util.List;

/**
 * An AM machine: what it is, and what is known of it now.
 *
 * @param id {@code <centre>/<machine>}: also its user name and the middle of its topics
 * @param amCentre the centre that it stands in
 * @param machine its name there
 * @param dialect how it is spoken to
 * @param processCategory what kind of machine
 * @param buildVolume mm
 * @param materials feedstock that is loaded, by short name
 * @param registration whether it may be used
 * @param live what was last reported
 * @param version for optimistic locking; 0 until stored
 */
public record Device(
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

    /** Copies the list. */
    public Device {
        materials = List.copyOf(materials);
    }

    /** Returns the id of a machine of a centre. */
    public static String idOf(String amCentre, String machine) {
        return amCentre + "/" + machine;
    }

    /** Returns the device with what is known now. */
    public Device withLive(LiveState now) {
        return new Device(
                id, amCentre, machine, dialect, processCategory, buildVolume, materials, registration, now, version);
    }

    /** Returns the device with another registration. */
    public Device withRegistration(Registration next) {
        return new Device(id, amCentre, machine, dialect, processCategory, buildVolume, materials, next, live, version);
    }

    /** Returns the device with what it says of itself. */
    public Device withIdentity(SizeMm volume, List<String> loaded) {
        return new Device(id, amCentre, machine, dialect, processCategory, volume, loaded, registration, live, version);
    }

    /** Returns whether a job could be sent to it at this moment. */
    public boolean free() {
        return registration == Registration.QUALIFIED
                && live.availability() == Availability.ONLINE
                && live.state() == DeviceState.IDLE
                && live.platformClear()
                && live.job() == null;
    }
}
