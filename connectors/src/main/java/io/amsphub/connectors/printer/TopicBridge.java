package io.amsphub.connectors.printer;

import io.amsphub.connectors.mqtt.MqttBrokers;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.TopicDialect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session with a machine that speaks on topics of its own, on a broker that is not the hub's. Its
 * reports are stored before they are acknowledged; commands are published until the broker has them,
 * which is safe because a machine of such a dialect never obeys the same command twice.
 *
 * <p>What the broker kept from before is left alone: the machine is asked how it is instead.
 */
final class TopicBridge implements DeviceSession {

    private static final Logger LOG = LoggerFactory.getLogger(TopicBridge.class);
    private static final int NOUN_LENGTH = 40;
    private static final int MAX_CHARACTERS = 256 << 10;

    private final Device device;
    private final SessionLine line;
    private final TopicDialect dialect;
    private final ReportInlet reports;
    private final String hubUrl;
    private boolean asked;

    TopicBridge(Device device, SessionLine line, TopicDialect dialect, ReportInlet reports, String hubUrl) {
        this.device = device;
        this.line = line;
        this.dialect = dialect;
        this.reports = reports;
        this.hubUrl = hubUrl;
    }

    @Override
    public List<String> filters() {
        return List.of("report/+");
    }

    /** Stores the message on the broker's thread: it is acknowledged when this returns. */
    @Override
    public boolean answer(Message message) {
        String noun = message.topic().substring(message.topic().lastIndexOf('/') + 1);
        if (message.retained()) {
            return true;
        }
        if (noun.length() > NOUN_LENGTH || message.payload().length() > MAX_CHARACTERS) {
            LOG.warn("{} sent something that cannot be a report", device.id());
            return true;
        }
        reports.take(device.id(), noun, message.payload());
        return true;
    }

    @Override
    public void visit() {
        if (!asked) {
            asked = tell(new DeviceCommand.Report(Ids.next("cmd")), false) == Told.DONE;
        }
    }

    @Override
    public Told tell(DeviceCommand command, boolean begun) {
        Instant expiresAt = command.expiresAt();
        long leftS = expiresAt == null
                ? 0
                : Duration.between(line.now(), expiresAt).plusMillis(999).toSeconds();
        if (expiresAt != null && leftS <= 0) {
            return Told.DONE;
        }
        Outbox.TopicMessage message = dialect.write(device, command, hubUrl, device.id());
        String usual = "am/" + device.id();
        String response = message.responseTopic();
        try {
            line.publish(new MqttBrokers.Publication(
                    message.topic().replace(usual, device.topicRoot()),
                    message.body(),
                    leftS,
                    response == null ? null : response.replace(usual, device.topicRoot()),
                    message.id()));
            return Told.DONE;
        } catch (IOException e) {
            LOG.debug("{} could not be told {}", device.id(), command.id(), e);
            return Told.LATER;
        }
    }
}
