package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.config.partner.WholeHub;
import io.amsphub.config.simulator.bambu.MachineIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the hub's own ports, with a certificate for a trial, and machines that bring certificates. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class TlsTest {

    private static final int ALERT = 0x15;
    private static final int PROTOCOL_VERSION = 70;
    private static final char[] NO_PASSWORD = "none".toCharArray();

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private final MachineIdentity authority = MachineIdentity.selfSigned("machines of demo");
    private WholeHub hub;
    private HubWithTenants tenants;
    private int mqttPort;
    private int amqpPort;

    @BeforeAll
    void start() throws Exception {
        List<Integer> ports = WholeHub.freePorts(2);
        mqttPort = ports.get(0);
        amqpPort = ports.get(1);
        Path authorities = directory.resolve("authority.pem");
        Files.writeString(authorities, pem(authority.certificate()));
        hub = new WholeHub(directory.resolve("data"))
                .with("hub.tls", "trial")
                .with("hub.tls.client-authority", authorities.toString())
                .with("hub.mqtt.tls-port", Integer.toString(mqttPort))
                .with("hub.amqp.tls-port", Integer.toString(amqpPort))
                .start();
        tenants = HubWithTenants.of(hub, directory);
    }

    @AfterAll
    void stop() throws IOException {
        hub.close();
        table.print("attack-menu-tls");
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private SSLContext trusting(MachineIdentity mine) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry(
                "hub",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                Files.readAllBytes(hub.data().resolve("tls/trial.pem")))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (mine != null) {
            own.setKeyEntry("machine", mine.key(), NO_PASSWORD, new Certificate[] {mine.certificate()});
        }
        keys.init(own, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private URI https(String path) {
        return URI.create(hub.url().toString().replace("http://", "https://") + path);
    }

    @Test
    void apiIsServedOverTlsWithTheCertificateForItsNames() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(null)).build();
        var answer = client.send(HttpRequest.newBuilder(https("/make")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(https("/make")).build(), BodyHandlers.ofString()))
                .as("who does not know the certificate does not talk")
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(hub.url() + "/make"))
                                        .build(),
                                BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(hub.data().resolve("tls/served.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void oldProtocolsAndWeakSuitesAreRefused() throws Exception {
        for (int port : new int[] {hub.url().getPort(), mqttPort, amqpPort}) {
            assertThat(negotiated(port, new String[] {"TLSv1.3"}, null)).isEqualTo("TLSv1.3");
            assertThat(negotiated(port, new String[] {"TLSv1.2"}, null)).isEqualTo("TLSv1.2");
            assertThat(oldHello(port, 2)).as("TLS 1.1").containsExactly(ALERT, PROTOCOL_VERSION);
            assertThat(oldHello(port, 1)).as("TLS 1.0").containsExactly(ALERT, PROTOCOL_VERSION);
            for (String weak : List.of(
                    "TLS_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384")) {
                assertThat(negotiated(port, new String[] {"TLSv1.2"}, new String[] {weak}))
                        .as(port + " " + weak)
                        .isEqualTo("refused");
            }
        }
        table.row("old TLS", "TLS 1.0, 1.1, CBC and RSA suites at the API, MQTT, AMQP", "refused at each");
    }

    private String negotiated(int port, String[] protocols, String[] suites) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting(null).getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(protocols);
            if (suites != null) {
                socket.setEnabledCipherSuites(suites);
            }
            socket.startHandshake();
            return socket.getSession().getProtocol();
        } catch (IOException refused) {
            return "refused";
        }
    }

    /** Says hello in a version that this Java does not speak any more; returns kind and reason of the answer. */
    private static int[] oldHello(int port, int minor) throws IOException {
        ByteBuffer hello = ByteBuffer.allocate(128);
        hello.put(new byte[] {0x16, 3, 1, 0, 0}).put(new byte[] {1, 0, 0, 0, 3, (byte) minor});
        hello.put(new byte[32]).put((byte) 0);
        hello.putShort((short) 8).put(new byte[] {(byte) 0xC0, 0x09, (byte) 0xC0, 0x0A, 0, 0x2F, 0, 0x35});
        hello.put(new byte[] {1, 0});
        hello.putShort((short) 14).put(new byte[] {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0});
        hello.putShort(3, (short) (hello.position() - 5)).putShort(7, (short) (hello.position() - 9));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            byte[] answer = socket.getInputStream().readNBytes(7);
            return new int[] {answer[0], answer[6]};
        }
    }

    private MqttAsyncClient machine(String name, String secret, MachineIdentity identity) throws Exception {
        MqttAsyncClient client = new MqttAsyncClient("ssl://127.0.0.1:" + mqttPort, name, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setSocketFactory(trusting(identity).getSocketFactory());
        options.setAutomaticReconnect(false);
        client.connect(options).waitForCompletion(10_000);
        return client;
    }

    @Test
    void certificateOfAMachineIsGoodForItsNameOnly() throws Exception {
        String secret = tenants.secretOfMachine("demo/m1");
        String other = tenants.secretOfMachine("demo/m2");
        MachineIdentity m1 = MachineIdentity.signedBy(authority, "machines of demo", "demo/m1");
        machine("demo/m1", secret, m1).disconnect();
        machine("demo/m2", other, null).disconnect();
        assertThatThrownBy(() -> machine("demo/m2", other, m1)).isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> machine("demo/m1", "guessed", m1)).isInstanceOf(MqttException.class);
        table.row("stolen secret of a machine", "use it with the certificate of another", "refused");
    }

    @Test
    void plainTextAtThePortOfMqttOverTlsGetsNoAnswer() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mqttPort)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(new byte[] {0x10, 0x0c, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 0});
            byte[] answer = socket.getInputStream().readNBytes(2);
            assertThat(answer.length == 0 || answer[0] != 0x20).as("no CONNACK").isTrue();
        }
    }
}
