package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.HubException;
import java.time.Instant;

/**
 * A dialect of machines that publish under {@code am/<centre>/<machine>/report/} and hear under
 * {@code .../command/}: a Normalizer for what they say, a translator for what they are told.
 */
public interface TopicDialect extends PrinterDialect {

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

    /**
     * Writes a command for a machine.
     *
     * @param hubUrl where machines reach the hub's API, without a slash at the end
     * @param correlationId what the command belongs to
     */
    Outbox.TopicMessage write(Device device, DeviceCommand command, String hubUrl, String correlationId);
}
