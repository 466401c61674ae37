package io.amsphub.connectors.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.mqtt.BrokerMessage;
import io.amsphub.connectors.mqtt.BrokerSeat;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the host application says of itself; the conversation over sockets is tried elsewhere. */
class SparkplugHostTest {

    private final BlockingQueue<BrokerMessage> sent = new LinkedBlockingQueue<>();
    private final SparkplugHost host = new SparkplugHost(
            new BrokerSeat() {
                @Override
                public String hub() {
                    return "http://hub:8080";
                }

                @Override
                public void send(BrokerMessage message) {
                    sent.add(message);
                }
            },
            "h1",
            Clock.systemUTC(),
            Timing.USUAL);

    @AfterEach
    void end() {
        host.close();
    }

    private static JsonNode state(BrokerMessage message, boolean online) throws IOException {
        JsonNode state = Json.mapper().readTree(message.payload());
        assertThat(message.topic()).isEqualTo("spBv1.0/STATE/h1");
        assertThat(message.qos()).isEqualTo(1);
        assertThat(message.retained()).isTrue();
        assertThat(state.path("online").isBoolean()).isTrue();
        assertThat(state.path("online").asBoolean()).isEqualTo(online);
        return state.path("timestamp");
    }

    private BrokerMessage next() throws InterruptedException {
        BrokerMessage message = sent.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    @Test
    void itsBirthHasTheTimeOfItsWillAndEachConnectionALaterOne() throws Exception {
        long first = state(host.will(), false).asLong();
        assertThat(sent).as("nothing before it has subscribed").isEmpty();
        host.up();
        assertThat(state(next(), true).asLong()).isEqualTo(first);
        host.down("lost");
        long second = state(host.will(), false).asLong();
        assertThat(second).isGreaterThan(first);
        host.up();
        assertThat(state(next(), true).asLong()).isEqualTo(second);
        assertThat(state(host.farewell(), false).asLong()).isGreaterThanOrEqualTo(second);
    }

    @Test
    void anOfflineOfItsOwnIsContradictedWithTheSameBirth() throws Exception {
        BrokerMessage will = host.will();
        host.message(will.topic(), will.payload(), true);
        assertThat(sent.poll(500, TimeUnit.MILLISECONDS))
                .as("not before it is online")
                .isNull();
        host.up();
        long timestamp = state(next(), true).asLong();
        for (String nonsense : List.of("", "<<", "7", "{\"online\":\"no\"}", "{\"online\":true,\"timestamp\":1}")) {
            host.message(will.topic(), nonsense.getBytes(StandardCharsets.UTF_8), false);
        }
        host.message(will.topic(), will.payload(), false);
        host.message(will.topic(), will.payload(), false);
        assertThat(state(next(), true).asLong()).isEqualTo(timestamp);
        assertThat(sent.poll(500, TimeUnit.MILLISECONDS)).as("once").isNull();
    }

    @Test
    void itsNameIsMadeOfTheAddressOfTheHub() {
        assertThat(SparkplugHost.hostId("http://10.0.0.7:8080")).isEqualTo("amsp-10.0.0.7-8080");
        assertThat(SparkplugHost.hostId("https://hub.example.org/a+b#c")).isEqualTo("amsp-hub.example.org-a-b-c");
    }

    @Test
    void addressesAreRead() {
        assertThat(DeviceAddress.parse("spBv1.0/plant/cell/p1"))
                .contains(new DeviceAddress(new EdgeId("plant", "cell"), "p1"));
        for (String other :
                List.of("am/north/m1", "spBv1.0/plant/cell", "spBv1.0/a/b/c/d", "spBv1.0/a//c", "spBv1.0/a/+/c")) {
            assertThat(DeviceAddress.parse(other)).as(other).isEmpty();
        }
    }
}
