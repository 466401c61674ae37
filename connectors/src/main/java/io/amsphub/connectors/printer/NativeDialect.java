package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.TopicDialect;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hub's own protocol over MQTT 5, version 1: {@code docs/native-protocol.md}.
 *
 * <p>Reports arrive under {@code am/<centre>/<machine>/report/}, commands leave under
 * {@code .../command/}; a command carries its expiry, a response topic and its id as correlation data,
 * and repeats them in the payload.
 */
public final class NativeDialect implements TopicDialect {

    /** The name by which devices are registered. */
    public static final String NAME = "amsp-native";

    private static final String SCHEMA = "amsp-native/1";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeviceReport read(String device, String noun, byte[] payload, Instant arrivedAt) {
        ReportReader reader = ReportReader.of(device, noun, payload, arrivedAt);
        return switch (noun) {
            case "state" -> reader.state();
            case "identity" -> reader.identity();
            case "progress" -> reader.progress();
            case "job" -> reader.jobEnd();
            case "platform" -> reader.platformClear();
            case "ack" -> reader.acknowledgement();
            default -> throw reader.invalid("there is no report called " + noun, "topic");
        };
    }

    @Override
    public Outbox.TopicMessage write(Device device, DeviceCommand command, String hubUrl, String correlationId) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("schema", SCHEMA);
        body.put("command", command.id());
        Instant expiresAt = command.expiresAt();
        if (expiresAt != null) {
            body.put("expires", expiresAt.toString());
        }
        String verb;
        if (command instanceof DeviceCommand.Print print) {
            verb = "print";
            print(body, print, hubUrl);
        } else if (command instanceof DeviceCommand.Control control) {
            verb = control.verb().name().toLowerCase(Locale.ROOT);
            body.put("job", control.job());
        } else if (command instanceof DeviceCommand.ClearPlatform clear) {
            verb = "platform-clear";
            body.put("by", clear.by());
        } else {
            verb = "report";
        }
        return message(device, command, verb, body, correlationId, expiresAt);
    }

    private static void print(ObjectNode body, DeviceCommand.Print print, String hubUrl) {
        body.put("job", print.job());
        body.put("part", print.part());
        if (print.holdsBuild()) {
            print.parts().forEach(body.putArray("parts")::add);
        }
        body.putObject("file")
                .put("uri", hubUrl + "/api/v1/jobs/" + print.job() + "/file")
                .put("authorization", "Bearer " + print.fileToken())
                .put("sha256", print.content().sha256())
                .put("bytes", print.content().bytes())
                .put("mediaType", print.content().mediaType());
        body.put("material", print.feedstock());
        body.putObject("sizeMm")
                .put("x", print.size().x())
                .put("y", print.size().y())
                .put("z", print.size().z());
        body.put("layers", print.layers());
        body.put("expectedPrintTimeS", print.expectedPrintTimeS());
    }

    private static Outbox.TopicMessage message(
            Device device,
            DeviceCommand command,
            String verb,
            ObjectNode body,
            String correlationId,
            @Nullable Instant expiresAt) {
        String root = "am/" + device.id();
        return new Outbox.TopicMessage(
                command.id(),
                root + "/command/" + verb,
                body.toString(),
                correlationId,
                expiresAt,
                root + "/report/ack");
    }
}
