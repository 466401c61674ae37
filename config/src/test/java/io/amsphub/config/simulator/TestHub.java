package io.amsphub.config.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** The hub's side of the wire, with Paho: sends commands, collects reports, and holds each against its schema. */
final class TestHub implements AutoCloseable {

    private static final long PATIENCE_S = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MqttAsyncClient client;
    private final NativeSchemas schemas = new NativeSchemas();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final List<Report> seen = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final String machine;

    /** One report as it arrived; body is null when it was no JSON. */
    record Report(
            String machine,
            String noun,
            @Nullable JsonNode body,
            boolean retained,
            @Nullable String correlation) {
        JsonNode json() {
            if (body == null) {
                throw new AssertionError("not JSON: " + noun);
            }
            return body;
        }

        String text(String field) {
            return json().path(field).asText();
        }
    }

    TestHub(URI broker, String machine) throws IOException, MqttException {
        this.machine = machine;
        client = new MqttAsyncClient(broker.toString(), "hub-" + UUID.randomUUID(), new MemoryPersistence());
        client.setCallback(new Callback());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(true);
        options.setAutomaticReconnectDelay(1, 1);
        options.setSessionExpiryInterval(3_600L);
        options.setCleanStart(false);
        client.connect(options).waitForCompletion(10_000);
        client.subscribe(new MqttSubscription("am/" + machine + "/report/#", 1)).waitForCompletion(10_000);
    }

    /** A good print command for {@code job} that the caller may spoil. */
    static ObjectNode print(String job, String fileUri) {
        ObjectNode command = JSON.createObjectNode();
        command.put("schema", "amsp-native/1").put("command", "C-" + UUID.randomUUID());
        command.put("job", job).put("part", "P-" + job);
        command.put("expires", Instant.now().plusSeconds(120).toString());
        command.putObject("file")
                .put("uri", fileUri)
                .put("authorization", TestFiles.TOKEN)
                .put("sha256", TestFiles.sha256())
                .put("bytes", TestFiles.FILE.length)
                .put("mediaType", "model/stl");
        command.put("material", "PLA").put("layers", 100).put("expectedPrintTimeS", 60);
        command.putObject("sizeMm").put("x", 40).put("y", 40).put("z", 25);
        return command;
    }

    ObjectNode control(String job) {
        return JSON.createObjectNode()
                .put("schema", "amsp-native/1")
                .put("command", "C-" + UUID.randomUUID())
                .put("job", job)
                .put("expires", Instant.now().plusSeconds(60).toString());
    }

    /** Sends a command and waits for its answer. */
    Report ask(String verb, ObjectNode command) throws Exception {
        send(verb, command);
        return answer(command);
    }

    Report answer(ObjectNode command) throws InterruptedException {
        return await("ack", report -> report.text("command")
                .equals(command.path("command").asText()));
    }

    void send(String verb, ObjectNode command) throws Exception {
        String problems = schemas.problems(NativeSchemas.COMMANDS.getOrDefault(verb, "ReportCommand"), command);
        if (!problems.isEmpty()) {
            throw new AssertionError("the test sends a bad command: " + problems);
        }
        sendRaw(verb, JSON.writeValueAsBytes(command), command.path("command").asText(), Duration.ofMinutes(2));
    }

    void sendRaw(String verb, byte[] payload, String correlation, Duration expiry) throws MqttException {
        sendTo(machine, verb, payload, correlation, expiry).waitForCompletion(10_000);
    }

    IMqttToken sendTo(String machine, String verb, byte[] payload, String correlation, Duration expiry)
            throws MqttException {
        MqttProperties properties = new MqttProperties();
        properties.setCorrelationData(correlation.getBytes(StandardCharsets.UTF_8));
        properties.setResponseTopic("am/" + machine + "/report/ack");
        properties.setMessageExpiryInterval(expiry.toSeconds());
        MqttMessage message = new MqttMessage(payload, 1, false, properties);
        return client.publish("am/" + machine + "/command/" + verb, message);
    }

    Report awaitState(String state) throws InterruptedException {
        return await("state", report -> report.text("state").equals(state));
    }

    Report awaitJobEnd(String job) throws InterruptedException {
        return await("job", report -> report.text("job").equals(job));
    }

    /**
     * The next report of a kind that fits, after the last one of that kind that was asked for. Kinds are independent:
     * the broker keeps the order within a topic only.
     */
    Report await(String noun, Predicate<Report> fits) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            List<Report> ofKind = seen(noun);
            for (int i = asked.getOrDefault(noun, 0); i < ofKind.size(); i++) {
                if (ofKind.get(i).body() != null && fits.test(ofKind.get(i))) {
                    asked.put(noun, i + 1);
                    return ofKind.get(i);
                }
            }
            if (next(Duration.ofNanos(Math.max(0, end - System.nanoTime()))) == null) {
                throw new AssertionError("no such " + noun + " report within " + PATIENCE_S + " s; seen: " + seen);
            }
        }
    }

    /** The next report, or null when none comes for so long. */
    @Nullable
    Report next(Duration patience) throws InterruptedException {
        Report report = reports.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (report != null) {
            seen.add(report);
        }
        return report;
    }

    List<Report> seen() {
        return seen;
    }

    List<Report> seen(String noun) {
        return seen.stream().filter(report -> report.noun().equals(noun)).toList();
    }

    /** Drops what the garbage fault publishes as JSON. */
    void forgetGarbage() {
        seen.removeIf(report -> report.body() != null
                && (!report.json().isObject() || report.json().path("state").isNumber()));
    }

    /** Whether a report that is JSON fails its schema. */
    List<String> problems() {
        return seen.stream()
                .filter(report -> report.body() != null)
                .map(report -> schemas.problemsOfReport(report.noun(), report.json()))
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 100, false);
        client.close();
    }

    private final class Callback implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            byte[] correlation = message.getProperties().getCorrelationData();
            JsonNode body = null;
            try {
                body = JSON.readTree(message.getPayload());
            } catch (JsonProcessingException e) {
                body = null;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            String[] levels = topic.split("/", -1);
            reports.add(new Report(
                    levels[1] + "/" + levels[2],
                    topic.substring(topic.lastIndexOf('/') + 1),
                    body == null || body.isMissingNode() ? null : body,
                    message.isRetained(),
                    correlation == null ? null : new String(correlation, StandardCharsets.UTF_8)));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
