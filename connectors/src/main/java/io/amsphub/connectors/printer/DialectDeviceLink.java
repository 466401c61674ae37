package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.TopicDialect;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@link DeviceLink} by the dialect of the machine: into the outbox when the machine hears the hub's own
 * broker, otherwise to the commands that wait for the machine's session. Both are part of the current
 * unit of work.
 */
public final class DialectDeviceLink implements DeviceLink {

    private final Outbox outbox;
    private final Commands commands;
    private final Map<String, PrinterDialect> dialects;
    private final String hubUrl;

    /**
     * A link that knows some dialects.
     *
     * @param hubUrl where machines reach the hub's API, without a slash at the end
     */
    public DialectDeviceLink(Outbox outbox, Commands commands, Collection<PrinterDialect> dialects, String hubUrl) {
        this.outbox = outbox;
        this.commands = commands;
        this.dialects = dialects.stream().collect(Collectors.toMap(PrinterDialect::name, Function.identity()));
        this.hubUrl = hubUrl;
    }

    @Override
    public void send(Device device, DeviceCommand command, String correlationId) {
        PrinterDialect dialect = dialects.get(device.dialect());
        if (dialect == null) {
            throw new IllegalStateException("device " + device.id() + " speaks " + device.dialect()
                    + ", which is none of " + dialects.keySet());
        }
        if (dialect instanceof TopicDialect topics && device.connection() == null) {
            outbox.toTopic(topics.write(device, command, hubUrl, correlationId));
        } else {
            commands.add(new Commands.Waiting(device.id(), command, correlationId, false));
        }
    }
}
