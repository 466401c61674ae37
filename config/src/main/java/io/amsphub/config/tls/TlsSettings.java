package io.amsphub.config.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the hub's own ports speak TLS.
 *
 * @param mode where key and certificate come from
 * @param certificate the chain as PEM
 * @param key its key as PEM
 * @param clientAuthority who vouches for certificates of machines; null when they bring none
 * @param clientsNeedCertificate whether a machine must bring one
 * @param mqttPort MQTT over TLS
 * @param amqpPort AMQP over TLS
 * @param behindProxy whether a proxy ends TLS before the hub
 */
public record TlsSettings(
        Mode mode,
        Path certificate,
        Path key,
        @Nullable Path clientAuthority,
        boolean clientsNeedCertificate,
        int mqttPort,
        int amqpPort,
        boolean behindProxy) {

    /** Where key and certificate come from. */
    public enum Mode {
        /** No TLS. */
        OFF,
        /** A certificate that the hub makes for itself. */
        TRIAL,
        /** Files. */
        ON
    }

    /** Returns whether TLS is spoken. */
    public boolean on() {
        return mode != Mode.OFF;
    }
}
