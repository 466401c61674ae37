package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import java.util.Set;

/**
 * Klipper machines by Moonraker: JSON-RPC over MQTT, files by HTTP.
 *
 * <p>Moonraker's {@code instance_name} is the topic root ({@code am/<centre>/<machine>} on the hub's own
 * broker), {@code publish_split_status: True}, {@code status_objects} with {@code print_stats} and
 * {@code virtual_sdcard}. The connection has the HTTP address, and the API key unless the hub is a trusted
 * client. Over MQTT Moonraker knows no users, so the broker must let nobody else at the topics.
 */
public final class MoonrakerDialect implements SessionDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "moonraker";

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
    }

    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        Connection connection = device.connection();
        String key = connection == null ? null : connection.apiKey();
        MachineHttp http = new MachineHttp(
                Connections.url(device), key == null ? (method, path) -> java.util.List.of() : MachineHttp.apiKey(key));
        return new MoonrakerSession(device, line, http);
    }
}
