package io.amsphub.config;

import io.amsphub.config.tls.TlsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The keys of {@link TlsSettings}, and the rule that what is not a loopback address is listened on with TLS only. */
final class TlsKeys {

    static final Setting MODE = new Setting(
            "hub.tls",
            "off",
            "whether the API, MQTT and AMQP speak TLS: off, on, or trial with a certificate made here");
    static final Setting CERTIFICATE =
            new Setting("hub.tls.certificate", "", "the certificate of the hub and its chain, as PEM");
    static final Setting KEY = new Setting("hub.tls.key", "", "the key of the certificate, as PEM (PKCS#8)");
    static final Setting CLIENTS = new Setting(
            "hub.tls.client-authority",
            "",
            "who vouches for certificates of machines, as PEM; empty when they have none");
    static final Setting NEEDED = new Setting(
            "hub.tls.clients-need-certificate", "false", "whether a machine must bring a certificate over MQTT");
    static final Setting MQTT_PORT = new Setting("hub.mqtt.tls-port", "8883", "the port of MQTT over TLS");
    static final Setting AMQP_PORT = new Setting("hub.amqp.tls-port", "5671", "the port of AMQP over TLS");
    static final Setting PROXY = new Setting(
            "hub.behind-proxy",
            "false",
            "whether a proxy ends TLS before the hub, so that it may listen on all addresses without");

    private TlsKeys() {}

    static TlsSettings read(SettingsReader reader) {
        String clients = reader.text(CLIENTS);
        TlsSettings settings = new TlsSettings(
                TlsSettings.Mode.valueOf(
                        reader.choice(MODE, List.of("off", "on", "trial")).toUpperCase(Locale.ROOT)),
                Path.of(reader.text(CERTIFICATE)),
                Path.of(reader.text(KEY)),
                clients.isEmpty() ? null : Path.of(clients),
                reader.flag(NEEDED),
                reader.port(MQTT_PORT),
                reader.port(AMQP_PORT),
                reader.flag(PROXY));
        boolean files = reader.text(CERTIFICATE).isEmpty() || reader.text(KEY).isEmpty();
        if (settings.mode() == TlsSettings.Mode.ON && files) {
            reader.error(MODE, "on needs hub.tls.certificate and hub.tls.key; 'trial' makes a certificate");
        }
        if (settings.clientsNeedCertificate() && (clients.isEmpty() || !settings.on())) {
            reader.error(NEEDED, "certificates of machines need hub.tls and hub.tls.client-authority");
        }
        requireTls(reader, settings, HubSettings.HTTP_HOST);
        requireTls(reader, settings, HubSettings.MQTT_HOST);
        requireTls(reader, settings, BrokerKeys.HOST);
        return settings;
    }

    private static void requireTls(SettingsReader reader, TlsSettings settings, Setting host) {
        String address = reader.text(host);
        if (!settings.on() && !settings.behindProxy() && !loopback(address)) {
            reader.error(
                    host,
                    "'" + address + "' is not a loopback address; set hub.tls to on or trial, or hub.behind-proxy=true"
                            + " when a proxy ends TLS");
        }
    }

    /** A name that nobody knows is refused where it is listened on, with a better reason. */
    static boolean loopback(String address) {
        try {
            return Arrays.stream(InetAddress.getAllByName(address)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
