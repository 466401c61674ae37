package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import java.util.Set;

/**
 * Machines by OctoPrint: REST with an API key, and the events of its MQTT plugin to hear at once what
 * would otherwise be seen at the next visit.
 *
 * <p>The plugin's base topic is the topic root ({@code am/<centre>/<machine>/} on the hub's own broker).
 * The connection has the HTTP address and the API key.
 */
public final class OctoPrintDialect implements SessionDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "octoprint";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.PLATFORM_UNKNOWN, Limit.NO_IDENTITY);
    }

    @Override
    public void check(Device device) {
        Connections.url(device);
        Connections.apiKey(device);
    }

    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        MachineHttp http = new MachineHttp(Connections.url(device), MachineHttp.apiKey(Connections.apiKey(device)));
        return new OctoPrintSession(device, line, http);
    }
}
