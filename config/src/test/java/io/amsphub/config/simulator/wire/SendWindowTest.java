package io.amsphub.config.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private final SendWindow window = new SendWindow();
    private final List<String> sent = new ArrayList<>();

    @Test
    void sendsNoMoreThanTheBrokerTakesAtOnce() {
        window.resume(2, false, this::note);
        offer("a", "b", "c");
        assertThat(sent).containsExactly("1 a", "2 b");

        window.acknowledged(1, 0);
        window.pump(this::note);
        assertThat(sent).endsWith("3 c");
        assertThat(window.idle()).isFalse();
    }

    @Test
    void newConnectionRepeatsWhatWasNotAcknowledgedInOrder() {
        window.resume(10, false, this::note);
        offer("a", "b", "c");
        window.acknowledged(2, 0);
        sent.clear();

        window.resume(10, true, this::note);

        assertThat(sent).containsExactly("1 a again", "3 c again");
    }

    @Test
    void packetIdsOfMessagesUnderWayAreNotUsedAgain() {
        window.resume(65_535, false, this::note);
        offer("first");
        for (int i = 0; i < 65_534; i++) {
            window.nextPacketId();
        }
        assertThat(window.nextPacketId()).isEqualTo(2);
    }

    @Test
    void powerCutForgetsEverything() {
        window.resume(1, false, this::note);
        offer("a", "b");
        window.clear();
        sent.clear();
        window.resume(1, true, this::note);
        assertThat(sent).isEmpty();
        assertThat(window.idle()).isTrue();
    }

    private void offer(String... topics) {
        for (String topic : topics) {
            window.offer(Outgoing.of(topic, new byte[0], false));
        }
        window.pump(this::note);
    }

    private void note(MqttPublishMessage message) {
        sent.add(message.variableHeader().packetId() + " "
                + message.variableHeader().topicName()
                + (message.fixedHeader().isDup() ? " again" : ""));
        message.release();
    }
}
