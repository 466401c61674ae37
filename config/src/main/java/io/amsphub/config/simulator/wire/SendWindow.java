package io.amsphub.config.simulator.wire;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The client's half of the MQTT session: what was published and not acknowledged, and what waits for its turn. It
 * outlives connections, not power cuts. Not safe for several threads.
 */
final class SendWindow {

    private static final int PACKET_IDS = 65_535;

    private final Map<Integer, Outgoing> inFlight = new LinkedHashMap<>();
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private int lastPacketId;
    private int receiveMaximum = PACKET_IDS;

    /** Queues a message. */
    void offer(Outgoing message) {
        waiting.addLast(message);
    }

    /** Sends what the broker is ready to take. */
    void pump(Consumer<MqttPublishMessage> wire) {
        while (inFlight.size() < receiveMaximum && !waiting.isEmpty()) {
            Outgoing message = waiting.removeFirst();
            int packetId = nextPacketId();
            inFlight.put(packetId, message);
            wire.accept(MqttPackets.publish(packetId, false, message));
        }
    }

    /** A new connection: sends again what was not acknowledged, in its order, before anything else. */
    void resume(int brokerReceiveMaximum, boolean sessionPresent, Consumer<MqttPublishMessage> wire) {
        receiveMaximum = brokerReceiveMaximum;
        inFlight.forEach((packetId, message) -> wire.accept(MqttPackets.publish(packetId, sessionPresent, message)));
        pump(wire);
    }

    /** A PUBACK came; one for an unknown packet is ignored. */
    void acknowledged(int packetId, int reasonCode) {
        Outgoing message = inFlight.remove(packetId);
        if (message != null) {
            message.settled().accept(reasonCode);
        }
    }

    boolean idle() {
        return inFlight.isEmpty() && waiting.isEmpty();
    }

    /** The power went. */
    void clear() {
        inFlight.clear();
        waiting.clear();
    }

    int nextPacketId() {
        do {
            lastPacketId = lastPacketId % PACKET_IDS + 1;
        } while (inFlight.containsKey(lastPacketId));
        return lastPacketId;
    }
}
