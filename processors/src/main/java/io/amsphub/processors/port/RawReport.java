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
    private final boolean lasting;

    /** A report that must not be lost. */
    public RawReport(String topic, byte[] payload) {
        this(topic, payload, true);
    }

    /**
     * A report.
     *
     * @param topic MQTT topic name
     * @param payload not copied, not to be changed
     * @param lasting whether it must not be lost; what came at QoS 0 may be
     */
    public RawReport(String topic, byte[] payload, boolean lasting) {
        this.topic = topic;
        this.payload = payload;
        this.lasting = lasting;
    }

    /** Returns the MQTT topic name. */
    public String topic() {
        return topic;
    }

    /** Returns what was said, not to be changed. */
    public byte[] payload() {
        return payload;
    }

    /** Returns whether it must not be lost. */
    public boolean lasting() {
        return lasting;
    }

    /** Returns an id from topic and payload, because what arrives by MQTT has none of its own. */
    public String id() {
        MessageDigest digest = Secrets.sha256();
        digest.update(topic.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(payload)).substring(0, ID_LENGTH);
    }
}
