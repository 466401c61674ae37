package io.amsphub.connectors.printer;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker inside one machine, made once and never again: another one is another link. So
 * nothing that was sent and not acknowledged is left anywhere to be sent again.
 */
final class BambuLink implements MqttCallback, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BambuLink.class);
    private static final int KEEP_ALIVE_S = 15;
    private static final int PATIENCE_S = 5;
    private static final long PATIENCE_MS = 1000L * PATIENCE_S;

    private final BambuAddress address;
    private final Consumer<String> ear;
    private final Runnable lost;
    private final MqttAsyncClient client;

    /**
     * A link that is not connected.
     *
     * @param ear hears each report; what is not UTF-8 is replaced
     * @param lost called when the connection is gone
     */
    BambuLink(BambuAddress address, Consumer<String> ear, Runnable lost) {
        this.address = address;
        this.ear = ear;
        this.lost = lost;
        try {
            client = new MqttAsyncClient(
                    "tcp://" + address.host() + ":" + address.port(),
                    "hub" + UUID.randomUUID().toString().replace("-", "").substring(0, 20),
                    new MemoryPersistence());
        } catch (MqttException e) {
            throw new IllegalArgumentException(address + " is no address: " + e.getMessage(), e);
        }
        client.setCallback(this);
    }

    /** Returns whether a refusal says that user or password are wrong. */
    static boolean isLockedOut(MqttException refusal) {
        return refusal.getReasonCode() == MqttException.REASON_CODE_FAILED_AUTHENTICATION
                || refusal.getReasonCode() == MqttException.REASON_CODE_NOT_AUTHORIZED;
    }

    /** Connects and listens to the machine's reports. */
    void connect(SSLContext context) throws MqttException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        options.setConnectionTimeout(PATIENCE_S);
        options.setUserName(address.user());
        options.setPassword(address.accessCode().toCharArray());
        options.setSocketFactory(new TlsSockets(context, address.serial()));
        client.connect(options).waitForCompletion(PATIENCE_MS);
        client.subscribe("device/" + address.serial() + "/report", 0).waitForCompletion(PATIENCE_MS);
    }

    boolean connected() {
        return client.isConnected();
    }

    /**
     * Sends a request and waits until the machine's broker has it.
     *
     * @throws IOException when that is not known
     */
    void send(String payload) throws IOException {
        try {
            client.publish(
                            "device/" + address.serial() + "/request",
                            payload.getBytes(StandardCharsets.UTF_8),
                            1,
                            false)
                    .waitForCompletion(PATIENCE_MS);
        } catch (MqttException e) {
            throw new Unreachable(address + " did not take a request: " + e.getMessage(), e);
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        ear.accept(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void connectionLost(Throwable cause) {
        LOG.debug("{}: the connection is gone", address, cause);
        lost.run();
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            LOG.debug("{}: was not connected", address, e);
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("{}: not closed", address, e);
        }
    }

    /** Sockets that name the serial number in the handshake; Paho would name the address, and check it. */
    private static final class TlsSockets extends UnconnectedSockets {

        private final SSLContext context;
        private final String serial;

        TlsSockets(SSLContext context, String serial) {
            this.context = context;
            this.serial = serial;
        }

        @Override
        public Socket createSocket() throws IOException {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serial)));
            socket.setSSLParameters(parameters);
            return socket;
        }
    }
}
