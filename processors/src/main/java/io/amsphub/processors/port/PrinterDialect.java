package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.HubException;
import java.time.Instant;

/**
 * How one kind of machine is spoken to: a Normalizer for what it says, a translator for what it is
 * told. To add a dialect, implement this.
 */
public interface PrinterDialect {

    /** Returns the stable name by which devices are registered, for example {@code amsp-native}. */
    String name();

    /**
     * Reads a message of a machine.
     *
     * @param device id of the machine, from the topic
     * @param noun the last level of the topic
     * @param payload as it came, of any content
     * @param arrivedAt by the hub's clock
     * @throws HubException when it is not a report of this dialect
     */
    DeviceReport read(String device, String noun, byte[] payload, Instant arrivedAt);

    /** Writes a command for a machine. */
    Outbox.TopicMessage write(Device device, DeviceCommand command, String correlationId);
}
