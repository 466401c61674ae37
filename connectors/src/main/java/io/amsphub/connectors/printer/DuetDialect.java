package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import java.util.Set;

/**
 * Duet boards with RepRapFirmware 3.5, standalone: files and commands by HTTP, news by MQTT where the macros of
 * {@code docs/dialects/duet.md} are installed.
 *
 * <p>The firmware hears no commands over MQTT and says there only what a macro says, so the object model is asked for
 * at each visit whatever was heard. It remembers its last file alone, and that until it is switched off. The
 * connection has the HTTP address and the machine's password; a broker or a topic root, when the macros are there.
 */
public final class DuetDialect implements SessionDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "duet";

    /** What the firmware takes for the password where none is set. */
    private static final String USUAL_PASSWORD = "reprap";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.PLATFORM_UNKNOWN, Limit.NO_RECORD, Limit.NO_IDENTITY);
    }

    @Override
    public void check(Device device) {
        Connections.url(device);
    }

    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        Connection connection = device.connection();
        // The user's password at the broker is the secret; the machine's own is the key of its HTTP interface.
        String password = connection == null ? null : connection.apiKey();
        String url = Connections.url(device);
        DuetLogin login = new DuetLogin(url, password == null ? USUAL_PASSWORD : password);
        boolean speaks = connection != null && (connection.broker() != null || connection.topicRoot() != null);
        return new DuetSession(device, line, new MachineHttp(url, login), login, speaks);
    }
}
