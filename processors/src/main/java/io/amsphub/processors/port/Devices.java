package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where the registry of devices is kept, with what is known of each now. */
public interface Devices extends Repository<Device> {

    /** Reads devices in one go, so that each is at hand for the rest of the transaction. */
    default void readAhead(Collection<String> ids) {}

    /**
     * Changes a device as {@link #update} does, but may write it with the end of the transaction, many together. A
     * collision then ends the transaction. For a change that nothing else in the transaction builds on.
     */
    default void note(Device device) {
        update(device);
    }

    /**
     * Returns a device as it is now, once whoever is changing it has done so; from then on to the end of the transaction
     * nobody else does. For a change that must not collide with what the device reports all the time.
     */
    default Device hold(String id) {
        return get(id);
    }

    /** Returns the centres, by id, that have a device to which a job could be sent at this moment. */
    List<String> centresWithFree();

    /** Returns the devices of a centre, by id, to which a job could be sent at this moment: all of them. */
    List<Device> freeOf(String amCentre);

    /** Returns all devices of a centre that are not retired, by id. */
    default List<Device> ofCentre(String amCentre) {
        return ofCentre(amCentre, Integer.MAX_VALUE);
    }

    /** Returns the first devices of a centre that are not retired, by id. */
    List<Device> ofCentre(String amCentre, int limit);

    /** Returns the devices that the hub goes to: those with a connection that are not retired. */
    List<Device> connected(int limit);

    /** Returns devices that are thought to be online but were not heard of since an instant. */
    List<Device> silentSince(Instant since, int limit);

    /** Returns devices that cannot be reached, were not heard of since an instant and have a job. */
    List<Device> lostWithJob(Instant since, int limit);
}
