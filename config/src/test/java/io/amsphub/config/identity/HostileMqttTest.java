package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the broker over sockets: packets that are none, and a machine that wants what is not its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class HostileMqttTest {

    private static final int PATIENCE_MS = 30_000;

    private static final Map<String, String> RAW = Map.of(
            "a length of six bytes", "10FFFFFFFFFF01",
            "a CONNECT of 256 MB that never comes", "10FFFFFF7F00044D515454",
            "a PUBLISH before CONNECT", "300500016100FF",
            "properties longer than the packet", "101000044D51545405020000FFFFFF7F0000",
            "a reserved type", "F000",
            "the first byte of a CONNECT, then nothing", "10");

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private HubWithTenants tenants;
    private HubClient operator;
    private String rogue;
    private Mqtt victim;

    @BeforeAll
    void start() throws Exception {
        tenants = new HubWithTenants(directory);
        operator = tenants.hub.operator();
        rogue = tenants.machine("demo", "rogue");
        victim = new Mqtt(tenants.hub.mqtt(), "demo/victim", tenants.machine("demo", "victim"));
    }

    @AfterAll
    void stop() throws Exception {
        assertThat(victim.publishes("am/demo/victim/report/state"))
                .as("a machine that does as it should works on")
                .isTrue();
        victim.close();
        tenants.close();
        table.print("attack-menu-mqtt");
    }

    private Socket sent(byte[] bytes) throws IOException {
        URI broker = URI.create(tenants.hub.mqtt());
        Socket socket = new Socket(broker.getHost(), broker.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    /** Waits until the broker has cut a connection. */
    private static void awaitCut(Socket socket) throws IOException {
        try (socket) {
            byte[] buffer = new byte[1024];
            int read = 0;
            while (read >= 0) {
                read = socket.getInputStream().read(buffer);
            }
        } catch (SocketException reset) {
            // that is a cut as well
        }
    }

    @Test
    void packetsThatAreNoneEndTheConnection() throws IOException {
        Map<String, byte[]> packets = new LinkedHashMap<>();
        RAW.forEach((what, hex) -> packets.put(what, HexFormat.of().parseHex(hex)));
        byte[] large = "x".repeat(4 + 2_097_151).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(HexFormat.of().parseHex("10FFFF7F00044D51545405"), 0, large, 0, 11);
        packets.put("a CONNECT of 2 MB, eight times what is allowed", large);
        Map<String, Socket> open = new LinkedHashMap<>();
        long from = System.nanoTime();
        for (Map.Entry<String, byte[]> packet : packets.entrySet()) {
            open.put(packet.getKey(), sent(packet.getValue()));
        }
        for (Map.Entry<String, Socket> one : open.entrySet()) {
            awaitCut(one.getValue());
            long ms = (System.nanoTime() - from) / 1_000_000;
            assertThat(ms).as(one.getKey()).isLessThan(PATIENCE_MS);
            table.row("raw packet", one.getKey(), "cut within " + ms / 1000 + " s");
        }
        audited("unknown", "broker.CONNECT");
        table.row("raw packet", "all of this", "entries of the audit with the address");
    }

    @Test
    void clientIdentifierOfAnotherIsRefusedRightAfterTheOwnSecretWasTaken() throws Exception {
        String secret = tenants.machine("demo", "thief");
        for (int i = 0; i < 5; i++) {
            try (Mqtt known = new Mqtt(tenants.hub.mqtt(), "demo/thief", secret)) {
                assertThat(known.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "demo/victim", "demo/thief", secret))
                    .isInstanceOf(MqttException.class);
            assertThat(victim.isConnected()).isTrue();
        }
        audited("demo/thief", "broker.CONNECT");
        table.row(
                "rogue machine", "take the session of another while its own secret is remembered", "cut, in the audit");
    }

    private void audited(String who, String action) {
        await("an entry of the audit for " + action)
                .atMost(Duration.ofSeconds(20))
                .until(() -> WholeHub.ok(
                                operator.get("/audit?outcome=REFUSED&limit=500&who=" + who.replace("/", "%2F")))
                        .path("items")
                        .findValuesAsText("action")
                        .stream()
                        .anyMatch(action::equals));
    }

    @Test
    void rogueMachineNeitherReadsNorWritesWhatIsNotItsOwnAndIsInTheAudit() throws MqttException {
        try (Mqtt machine = new Mqtt(tenants.hub.mqtt(), "demo/rogue", rogue)) {
            for (String filter : List.of(
                    "#",
                    "+/#",
                    "$SYS/#",
                    "am/+/+/command/#",
                    "am/demo/victim/command/#",
                    "$share/g/am/demo/victim/command/#",
                    "am/demo/victim/report/state",
                    "am/demo/rogue/../victim/command/#",
                    "activemq.management",
                    "DLQ")) {
                assertThat(machine.subscribes(filter)).as(filter).isFalse();
                table.row("rogue machine", "subscribe to " + filter, "refused");
            }
            for (String topic : List.of(
                    "am/demo/victim/report/state",
                    "am/demo/victim/command/print",
                    "activemq.management",
                    "mesh-detect",
                    "$SYS/x",
                    "am.demo.victim.report.state::am.demo.victim.report.state")) {
                assertThat(machine.publishes(topic)).as(topic).isFalse();
                table.row("rogue machine", "publish to " + topic, "refused");
            }
            assertThat(machine.publishes("am/demo/rogue/report/state"))
                    .as("its own topic")
                    .isTrue();
        }
        audited("demo/rogue", "broker.SEND");
        audited("demo/rogue", "broker.CREATE_ADDRESS");
        table.row("rogue machine", "all of this", "entries of the audit with its name");
    }

    @Test
    void wrongSecretAndForeignClientIdentifierAreInTheAudit() {
        assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "demo/victim", "demo/victim", "guessed"))
                .isInstanceOf(MqttException.class);
        audited("demo/victim", "broker.CONNECT");
        assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "demo/victim", "demo/rogue", rogue))
                .isInstanceOf(MqttException.class);
        audited("demo/rogue", "broker.CONNECT");
        assertThat(victim.isConnected()).isTrue();
        table.row("wrong secret", "connect as another", "refused, in the audit; the other stays connected");
        table.row(
                "foreign client id", "connect with the own secret", "refused, in the audit; the other stays connected");
    }
}
