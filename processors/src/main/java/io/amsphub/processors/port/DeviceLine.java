package io.amsphub.processors.port;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;

/** What the hub does for the session of one machine. */
public interface DeviceLine {

    /**
     * Whose report it is and which number it has: the hub stamps what arrives, because the clocks of
     * machines are not to be trusted. All of one session have the same {@code boot}.
     */
    record Stamp(String device, Instant arrivedAt, String boot, long seq) {}

    /** Returns the time by the hub's clock. */
    Instant now();

    /** Returns the stamp of the next report. */
    Stamp stamp();

    /** Takes in a report: it is durable when this returns. Reports are taken in in this order. */
    void report(DeviceReport report);

    /**
     * Publishes to the machine's broker at QoS 1, not retained, and waits until the broker has it.
     *
     * @param topic below the machine's root
     * @param expiryS after so many seconds the broker does not deliver it any more
     * @throws IOException when the broker did not take it, as far as is known
     */
    void publish(String topic, String payload, long expiryS) throws IOException;

    /**
     * Notes durably that the next step of a command cannot be taken back and must not be taken again.
     */
    void begin(DeviceCommand command);

    /**
     * Returns the file of a print as the machine wants it; makes it when it has not been made yet, which
     * may take minutes.
     *
     * @throws io.amsphub.processors.failure.HubException when it cannot be made
     */
    PrintFiles.PrintFile file(DeviceCommand.Print print, PrintFiles.Wish wish) throws IOException;

    /** Opens a file. */
    InputStream open(PrintFiles.PrintFile file) throws IOException;

    /** Reads or changes what the hub remembers of machines, in a transaction of its own. */
    <T> T remember(Function<DeviceMemory, T> what);

    /**
     * Returns the directory with the certificates (PEM) of the authorities that vouch for machines. It need not
     * exist: then none does.
     */
    Path authorities();

    /** Asks for a visit at once: the machine has said something. May be called on any thread. */
    void wake();
}
