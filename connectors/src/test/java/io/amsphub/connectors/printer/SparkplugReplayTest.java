package io.amsphub.connectors.printer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.mqtt.BrokerMessage;
import io.amsphub.connectors.mqtt.BrokerSeat;
import io.amsphub.connectors.sparkplug.DeviceAddress;
import io.amsphub.connectors.sparkplug.DeviceView;
import io.amsphub.connectors.sparkplug.EdgeId;
import io.amsphub.connectors.sparkplug.SparkplugHost;
import io.amsphub.connectors.sparkplug.Timing;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Recorded traffic of another implementation of Sparkplug B, taken in and mapped; skipped where it is not there. */
class SparkplugReplayTest {

    private static final Pattern LINE = Pattern.compile("(\\S+) q\\d r\\w+ bytes=(\\d+) (\\{.*})");
    private static final DeviceAddress PRINTER = new DeviceAddress(new EdgeId("AMSP", "cell-1"), "printer-01");

    /** A recorded message, encoded again. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Recorded(String topic, byte[] payload) {}

    private static List<Recorded> recorded() throws IOException {
        Path file = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && file == null; at = at.getParent()) {
            Path there = at.resolve("shared/captures/sparkplug-npm.log");
            file = Files.isRegularFile(there) ? there : null;
        }
        Assumptions.assumeTrue(file != null, "no shared/captures beside the checkout");
        List<Recorded> messages = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            Matcher line = LINE.matcher(text);
            assertThat(line.matches()).as(text).isTrue();
            byte[] payload = encoded(Json.mapper().readTree(line.group(3)));
            assertThat(payload).as(line.group(1)).hasSize(Integer.parseInt(line.group(2)));
            messages.add(new Recorded(line.group(1), payload));
        }
        return messages;
    }

    private static long number(JsonNode number) {
        return (number.path("high").asLong() << 32) | (number.path("low").asLong() & 0xffffffffL);
    }

    private static byte[] encoded(JsonNode message) {
        Payload.Builder payload = Payload.newBuilder().setTimestamp(number(message.path("timestamp")));
        if (message.has("seq")) {
            payload.setSeq(number(message.path("seq")));
        }
        for (JsonNode metric : message.path("metrics")) {
            Payload.Metric.Builder builder =
                    payload.addMetricsBuilder().setName(metric.path("name").asText());
            JsonNode value = metric.path("value");
            switch (metric.path("type").asText()) {
                case "Boolean" -> builder.setDatatype(11).setBooleanValue(value.asBoolean());
                case "String" -> builder.setDatatype(12).setStringValue(value.asText());
                case "Float" -> builder.setDatatype(9).setFloatValue((float) value.asDouble());
                case "UInt64" -> builder.setDatatype(8).setLongValue(number(value));
                default -> throw new AssertionError("type " + metric);
            }
        }
        return payload.build().toByteArray();
    }

    @Test
    void anEdgeNodeOfAnotherMakeIsUnderstood() throws IOException {
        SparkplugHost host = host("hub");
        List<String> seen = new ArrayList<>();
        try (host) {
            host.watch(PRINTER, () -> {
                DeviceView view = host.view(PRINTER);
                seen.add(view.life() + " " + view.metrics().get("Temperature/Nozzle"));
            });
            host.up();
            seen.clear();
            for (Recorded message : recorded()) {
                if (message.topic().contains("/NDEATH/")) {
                    mapped(host.view(PRINTER));
                }
                host.message(message.topic(), message.payload(), false);
            }
        }
        assertThat(seen).startsWith("ALIVE 21.5", "ALIVE 60.25", "DEAD null");
    }

    private static void mapped(DeviceView view) {
        Observation observation = SparkplugMetrics.observation(view, true, Instant.EPOCH);
        assertThat(observation.temperaturesC()).containsEntry("nozzle", 60.25);
        assertThat(observation.job()).isNull();
        assertThat(SparkplugMetrics.obeys(view))
                .as("it never says what became of a command")
                .isFalse();
        assertThat(observation.state()).isEqualTo(DeviceState.NOT_READY);
        assertThat(observation.alarm()).isNotNull();
        Observation watched = SparkplugMetrics.observation(view, false, Instant.EPOCH);
        assertThat(watched.state()).isEqualTo(DeviceState.IDLE);
        assertThat(watched.alarm()).isNull();
    }

    /** The same traffic in a log that could not hold bytes: none of it may do harm. */
    @Test
    void mangledPayloadsAreLeftAlone() throws IOException {
        SparkplugHost host = host("other");
        try (host) {
            host.watch(PRINTER, () -> {});
            host.up();
            for (Recorded message : recorded()) {
                String text = new String(message.payload(), StandardCharsets.UTF_8);
                host.message(message.topic(), text.getBytes(StandardCharsets.UTF_8), false);
            }
            assertThat(host.view(PRINTER).life()).isNotIn(DeviceView.Life.CUT_OFF, DeviceView.Life.ALIVE);
        }
    }

    private static SparkplugHost host(String id) {
        return new SparkplugHost(
                new BrokerSeat() {
                    @Override
                    public String hub() {
                        return id;
                    }

                    @Override
                    public void send(BrokerMessage message) {
                        assertThat(message.topic()).startsWith("spBv1.0/");
                    }
                },
                id,
                Clock.systemUTC(),
                Timing.USUAL);
    }
}
