package io.amsphub.connectors.printer;

import io.amsphub.connectors.sparkplug.DeviceAddress;
import io.amsphub.connectors.sparkplug.SparkplugHost;
import io.amsphub.connectors.sparkplug.Timing;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import java.util.Set;

/**
 * Machines behind edge nodes of Sparkplug B 3.0: {@code docs/dialects/sparkplug.md}. The topic root of the connection
 * is {@code spBv1.0/<group>/<edge node>/<device>}.
 *
 * <p>The hub is one host application at each broker. Commands are texts written to {@code Job/Command} of the
 * device, at QoS 0 and therefore repeated, with the same id, until the machine names that id as its last; a
 * machine of this dialect obeys an id once.
 */
public final class SparkplugDialect implements SessionDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "sparkplug";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.NO_IDENTITY);
    }

    @Override
    public void check(Device device) {
        address(device);
    }

    private static DeviceAddress address(Device device) {
        return DeviceAddress.parse(device.topicRoot())
                .orElseThrow(() -> new HubException(
                        FailureCode.CONNECTION_INCOMPLETE,
                        "device " + device.id() + " speaks " + NAME + " and has no address there",
                        "/connection/topicRoot",
                        "give spBv1.0/<group>/<edge node>/<device>"));
    }

    /** The machine is a guest of the hub's host application, which the line alone leads to. */
    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        if (!(line instanceof SessionLine own)) {
            throw new IllegalArgumentException(NAME + " needs a line to a broker");
        }
        SparkplugHost host = own.join(
                SparkplugHost.class,
                seat -> new SparkplugHost(seat, SparkplugHost.hostId(seat.hub()), own.clock(), Timing.USUAL));
        return new SparkplugSession(device, own, host, address(device));
    }
}
