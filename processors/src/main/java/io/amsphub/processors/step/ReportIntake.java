package io.amsphub.processors.step;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.exchange.DeviceWords;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.TopicDialect;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns an MQTT message into a report in canonical words, by the dialect of the machine (a Normalizer). */
public final class ReportIntake {

    private static final Pattern TOPIC = Pattern.compile(
            "am/(?<centre>[A-Za-z0-9_-]{1,64})/(?<machine>[A-Za-z0-9_-]{1,64})/report/(?<noun>[a-z-]{1,40})");

    private final Devices devices;
    private final Map<String, PrinterDialect> dialects;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** Brings together what reading a report needs. */
    public ReportIntake(Devices devices, Collection<PrinterDialect> dialects, UnitOfWork unitOfWork, Clock clock) {
        this.devices = devices;
        this.dialects = dialects.stream().collect(Collectors.toMap(PrinterDialect::name, Function.identity()));
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** A report, and the device that sent it as it is now. */
    public record Heard(Device device, DeviceReport report) {}

    /** Reads the devices of some topics in one go. */
    public void readAhead(Collection<String> topics) {
        devices.readAhead(topics.stream()
                .map(TOPIC::matcher)
                .filter(Matcher::matches)
                .map(ReportIntake::device)
                .collect(Collectors.toSet()));
    }

    private static String device(Matcher topic) {
        return Device.idOf(topic.group("centre"), topic.group("machine"));
    }

    /**
     * Reads a message.
     *
     * @throws HubException as {@link #hear}
     */
    public DeviceReport read(String topic, byte[] payload) {
        return hear(topic, payload).report();
    }

    /**
     * Reads a message.
     *
     * @param topic MQTT topic name
     * @param payload as it came
     * @throws HubException when the topic is no report, the device is not registered, or the payload is
     *     not of its dialect
     */
    public Heard hear(String topic, byte[] payload) {
        return hear(topic, payload, id -> unitOfWork.call(() -> devices.find(id)));
    }

    /**
     * Reads a message within the current unit of work.
     *
     * @throws HubException as {@link #hear}
     */
    Heard hearWithin(String topic, byte[] payload) {
        return hear(topic, payload, devices::find);
    }

    private Heard hear(String topic, byte[] payload, Function<String, Optional<Device>> find) {
        Matcher matcher = report(topic);
        String id = device(matcher);
        Device device = find.apply(id)
                .orElseThrow(() -> new HubException(
                        FailureCode.UNKNOWN_DEVICE,
                        "there is no device " + id,
                        "topic",
                        "register it with POST /devices"));
        return new Heard(device, interpret(device, matcher.group("noun"), payload));
    }

    /**
     * Reads a message of a device that is known.
     *
     * @throws HubException when the topic is no report, or the payload is not of the device's dialect
     */
    DeviceReport read(Device device, String topic, byte[] payload) {
        return interpret(device, report(topic).group("noun"), payload);
    }

    private static Matcher report(String topic) {
        Matcher matcher = TOPIC.matcher(topic);
        if (!matcher.matches()) {
            throw new HubException(
                    FailureCode.INVALID_REPORT,
                    "topic " + topic + " is no report",
                    "topic",
                    "publish under am/<centre>/<machine>/report/");
        }
        return matcher;
    }

    private DeviceReport interpret(Device device, String noun, byte[] payload) {
        PrinterDialect dialect = dialects.get(device.dialect());
        if (dialect instanceof TopicDialect topics) {
            return topics.read(device.id(), noun, payload, clock.instant());
        }
        if (dialect == null) {
            throw new HubException(
                    FailureCode.INVALID_REPORT,
                    "device " + device.id() + " speaks " + device.dialect() + ", which the hub does not",
                    null,
                    "register it with a dialect of " + dialects.keySet());
        }
        return canonical(device.id(), noun, payload);
    }

    /** What the hub's own session with the machine reported. */
    private static DeviceReport canonical(String device, String noun, byte[] payload) {
        try {
            if (noun.equals(DeviceWords.NOUN)) {
                DeviceReport report = DeviceWords.report(payload);
                if (report.device().equals(device)) {
                    return report;
                }
            }
        } catch (IOException e) {
            throw (HubException) noReport(device, noun).initCause(e);
        }
        throw noReport(device, noun);
    }

    private static HubException noReport(String device, String noun) {
        return new HubException(
                FailureCode.INVALID_REPORT,
                noun + " is no report of " + device + ", which the hub itself goes to",
                "topic",
                "leave the report topics of this device to the hub");
    }
}
