package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;

/** A dialect of machines that the hub goes to and holds a conversation with. */
public interface SessionDialect extends PrinterDialect {

    /**
     * Opens the conversation with a machine. Does nothing on the network yet: the first visit does.
     *
     * @param device as it is registered; a change of its registration opens another session
     * @param line what the session can do, and where it reports
     * @throws io.amsphub.processors.failure.HubException when its connection lacks what the dialect needs
     */
    DeviceSession open(Device device, DeviceLine line);
}
