package io.amsphub.config.broker;

import io.amsphub.config.BrokerSettings;
import io.amsphub.config.HubSettings;
import io.amsphub.config.tls.HubTls;
import io.amsphub.config.tls.TlsPolicy;
import io.amsphub.config.tls.TlsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker listens: inside the virtual machine, MQTT, AMQP on the loopback address, and both over TLS. With TLS,
 * MQTT without it stays on the loopback address, for the hub's own sessions with machines.
 */
final class Acceptors {

    /** Inside the virtual machine. */
    static final String IN_VM = "vm://0";

    private static final String LOOPBACK = "127.0.0.1";

    private final HubSettings.Broker settings;
    private final TlsSettings tlsSettings;
    private final @Nullable HubTls tls;

    Acceptors(HubSettings.Broker settings, TlsSettings tlsSettings, @Nullable HubTls tls) {
        this.settings = settings;
        this.tlsSettings = tlsSettings;
        this.tls = tls;
    }

    /** Returns where MQTT is spoken without TLS, as seen from this machine. */
    String plainMqtt() {
        String host = plainHost();
        return "tcp://" + (host.equals("0.0.0.0") ? LOOPBACK : host) + ":" + settings.mqttPort();
    }

    private String plainHost() {
        boolean inside = tls != null && !tlsSettings.behindProxy() && !loopback(settings.mqttHost());
        return inside ? LOOPBACK : settings.mqttHost();
    }

    private static boolean loopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what parsing an acceptor declares
    void addTo(ConfigurationImpl configuration) {
        try {
            configuration.addAcceptorConfiguration("in-vm", IN_VM);
            configuration.addAcceptorConfiguration("mqtt", mqtt(plainHost(), settings.mqttPort()));
            configuration.addAcceptorConfiguration("amqp", amqp(LOOPBACK, settings.amqpPort()));
            if (tls != null) {
                configuration.addAcceptorConfiguration(
                        "mqtts", mqtt(settings.mqttHost(), tlsSettings.mqttPort()) + secure(tls, true));
                configuration.addAcceptorConfiguration(
                        "amqps", amqp(settings.mqttHost(), tlsSettings.amqpPort()) + secure(tls, false));
            }
        } catch (Exception e) {
            throw new IllegalStateException("an acceptor cannot be configured", e);
        }
    }

    /** Lets hubs in, by CORE; with TLS when the broker speaks it. */
    @SuppressWarnings("checkstyle:IllegalCatch") // that is what parsing an acceptor declares
    void addCore(ConfigurationImpl configuration) {
        BrokerSettings own = settings.own();
        String core = "tcp://" + own.host() + ":" + own.port() + "?protocols=CORE";
        try {
            configuration.addAcceptorConfiguration("core", tls == null ? core : core + secure(tls, false));
        } catch (Exception e) {
            throw new IllegalStateException("the acceptor for hubs cannot be configured", e);
        }
    }

    private String mqtt(String host, int port) {
        return "tcp://" + host + ":" + port
                + "?protocols=MQTT;defaultMqttSessionExpiryInterval=86400;receiveMaximum=1000;maximumPacketSize="
                + settings.maxPacketBytes();
    }

    private static String amqp(String host, int port) {
        return "tcp://" + host + ":" + port + "?protocols=AMQP;saslMechanisms=PLAIN";
    }

    private String secure(HubTls with, boolean machines) {
        StringBuilder options = new StringBuilder(";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=")
                .append(with.keyStore().toAbsolutePath())
                .append(";keyStorePassword=")
                .append(with.password())
                .append(";enabledProtocols=")
                .append(String.join(",", TlsPolicy.PROTOCOLS))
                .append(";enabledCipherSuites=")
                .append(String.join(",", TlsPolicy.SUITES));
        Path clients = with.trustStore();
        if (machines && clients != null) {
            options.append(tlsSettings.clientsNeedCertificate() ? ";needClientAuth=true" : ";wantClientAuth=true")
                    .append(";trustStoreType=PKCS12;trustStorePath=")
                    .append(clients.toAbsolutePath())
                    .append(";trustStorePassword=")
                    .append(with.password());
        }
        return options.toString();
    }
}
