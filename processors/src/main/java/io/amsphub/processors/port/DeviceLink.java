package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;

/**
 * The way out to the machines. A command is handed over in the current unit of work: it leaves if
 * and only if the unit is kept, and once.
 */
public interface DeviceLink {

    /** Sends a command in the dialect of the device. */
    void send(Device device, DeviceCommand command, String correlationId);
}
