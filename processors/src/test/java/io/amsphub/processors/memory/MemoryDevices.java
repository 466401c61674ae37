package io.amsphub.processors.memory;

import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.port.Devices;
import java.time.Instant;
import java.util.List;

/** The registry of devices in memory. */
public final class MemoryDevices extends MemoryRepository<Device> implements Devices {

    /** No devices. */
    public MemoryDevices() {
        super(Device.class, Device::id);
    }

    @Override
    public List<String> centresWithFree() {
        return stream(Device::free).map(Device::amCentre).distinct().sorted().toList();
    }

    @Override
    public List<Device> freeOf(String amCentre) {
        return stream(d -> d.free() && d.amCentre().equals(amCentre)).toList();
    }

    @Override
    public List<Device> ofCentre(String amCentre, int limit) {
        return stream(d -> d.amCentre().equals(amCentre) && d.registration() != Registration.RETIRED)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Device> connected(int limit) {
        return stream(d -> d.connection() != null && d.registration() != Registration.RETIRED)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Device> silentSince(Instant since, int limit) {
        return stream(d -> d.live().availability() == Availability.ONLINE && before(d, since))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Device> lostWithJob(Instant since, int limit) {
        return stream(d -> d.live().availability() != Availability.ONLINE
                        && d.live().job() != null
                        && before(d, since))
                .limit(limit)
                .toList();
    }

    private static boolean before(Device device, Instant since) {
        Instant lastSeen = device.live().lastSeen();
        return lastSeen != null && lastSeen.isBefore(since);
    }
}
