package io.amsphub.config.simulator.wire;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A message to be published at QoS 1.
 *
 * @param topic topic name
 * @param payload what to send
 * @param retain whether the broker keeps it
 * @param keep whether it waits for the next connection when there is none; otherwise it is dropped then
 * @param correlation correlation data, for an answer
 * @param settled gets the reason code of the broker's PUBACK, on a thread of the wire; 0x80 and above is a refusal
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: handed on, never compared
public record Outgoing(
        String topic,
        byte[] payload,
        boolean retain,
        boolean keep,
        byte @Nullable [] correlation,
        IntConsumer settled) {

    /** For a message whose fate does not matter. */
    public static final IntConsumer CARELESS = code -> {};

    /** A message whose fate does not matter. */
    public static Outgoing of(String topic, byte[] payload, boolean retain) {
        return new Outgoing(topic, payload, retain, false, null, CARELESS);
    }
}
