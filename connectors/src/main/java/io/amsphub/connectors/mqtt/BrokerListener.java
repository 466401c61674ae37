package io.amsphub.connectors.mqtt;

import java.nio.charset.StandardCharsets;

/** What a session hears of its broker, on the broker's thread: must not block for long. */
public interface BrokerListener {

    /** The connection stands and the topics are subscribed to. */
    void up();

    /** The connection is gone. */
    void down(String why);

    /**
     * A message. It is acknowledged when this returns; when it throws, the connection is dropped and the
     * broker delivers it again.
     *
     * @param topic whole topic name
     * @param payload as text; what is not UTF-8 is replaced
     * @param retained whether the broker kept it from before
     */
    void message(String topic, String payload, boolean retained);

    /** The same before it is read as text: for whoever wants the bytes. */
    default void message(String topic, byte[] payload, boolean retained) {
        message(topic, new String(payload, StandardCharsets.UTF_8), retained);
    }
}
