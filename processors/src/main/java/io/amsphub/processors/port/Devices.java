package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;
import java.time.Instant;
import java.util.List;

/** Where the registry of devices is kept, with what is known of each now. */
public interface Devices extends Repository<Device> {

    /** Returns devices that a job could be sent to at this moment. */
    List<Device> free(int limit);

    /** Returns the devices of a centre that are not retired, by id. */
    List<Device> ofCentre(String amCentre, int limit);

    /** Returns the devices that the hub goes to: those with a connection that are not retired. */
    List<Device> connected(int limit);

    /** Returns devices that are thought to be online but were not heard of since an instant. */
    List<Device> silentSince(Instant since, int limit);

    /** Returns devices that cannot be reached, were not heard of since an instant and have a job. */
    List<Device> lostWithJob(Instant since, int limit);
}
