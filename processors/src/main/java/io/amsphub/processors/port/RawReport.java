package io.amsphub.processors.port;

import io.amsphub.processors.production.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a device said, as it came. Two are equal only when they are the same one. */
public final class RawReport {

    private static final int ID_LENGTH = 32;

    private final String topic;
    private final byte[] payload;

    /**
     * A report.
     *
     * @param topic MQTT topic name
     * @param payload not copied, not to be changed
     */
    public RawReport(String topic, byte[] payload) {
        this.topic = topic;
        this.payload = payload;
    }

    /** Returns the MQTT topic name. */
    public String topic() {
        return topic;
    }

    /** Returns what was said, not to be changed. */
    public byte[] payload() {
        return payload;
    }

    /** Returns an id from topic and payload, because what arrives by MQTT has none of its own. */
    public String id() {
        MessageDigest digest = Secrets.sha256();
        digest.update(topic.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(payload)).substring(0, ID_LENGTH);
    }
}
