package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PrinterDialect;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link DeviceLink} that writes each command in the dialect of its machine, into the outbox. */
public final class DialectDeviceLink implements DeviceLink {

    private final Outbox outbox;
    private final Map<String, PrinterDialect> dialects;

    /** A link that knows some dialects. */
    public DialectDeviceLink(Outbox outbox, Collection<PrinterDialect> dialects) {
        this.outbox = outbox;
        this.dialects = dialects.stream().collect(Collectors.toMap(PrinterDialect::name, Function.identity()));
    }

    @Override
    public void send(Device device, DeviceCommand command, String correlationId) {
        PrinterDialect dialect = dialects.get(device.dialect());
        if (dialect == null) {
            throw new IllegalStateException("device " + device.id() + " speaks " + device.dialect()
                    + ", which is none of " + dialects.keySet());
        }
        outbox.toTopic(dialect.write(device, command, correlationId));
    }
}
