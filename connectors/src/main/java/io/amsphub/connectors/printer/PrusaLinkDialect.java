package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import java.util.Set;

/**
 * Machines by PrusaLink: HTTP with digest authentication, looked after at each visit because it tells
 * nothing by itself.
 *
 * <p>READY, which a person sets at the machine, is the only state in which the platform is known to be
 * clear, and the only one in which a job is sent. The connection has the HTTP address, user and password.
 * PrusaLink keeps no history: a print that ended and was dismissed at the machine while the hub was away
 * is not known any more, and a person has to say what became of it.
 */
public final class PrusaLinkDialect implements SessionDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "prusalink";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.CLEARED_AT_MACHINE, Limit.NO_RECORD, Limit.NO_IDENTITY);
    }

    @Override
    public void check(Device device) {
        Connections.url(device);
        Connections.user(device);
        Connections.secret(device);
    }

    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        MachineHttp http = new MachineHttp(
                Connections.url(device), new Digest(Connections.user(device), Connections.secret(device)));
        return new PrusaLinkSession(device, line, http);
    }
}
