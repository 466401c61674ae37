package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import io.amsphub.processors.sliced.SlicedFormat;
import java.util.Set;

/**
 * Bambu Lab machines in the local network: MQTT 3.1.1 over TLS to the broker inside the machine, files by FTPS.
 *
 * <p>The connection has {@code broker} ({@code ssl://<host>:8883}), {@code topicRoot} ({@code device/<serial>}) and
 * {@code secret}, the access code that the machine shows; {@code url} ({@code ftps://<host>:990}) only when files go
 * elsewhere. The machine's certificate must be that of its serial number. Developer mode must be on.
 */
public final class BambuDialect implements SessionDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "bambu";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.PLATFORM_UNKNOWN, Limit.NO_IDENTITY);
    }

    @Override
    public Set<String> capabilities() {
        return Set.of(String.valueOf(SlicedFormat.SLICED_3MF.capability()));
    }

    @Override
    public void check(Device device) {
        BambuAddress.of(device);
    }

    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        return new BambuSession(device, line, BambuAddress.of(device));
    }
}
