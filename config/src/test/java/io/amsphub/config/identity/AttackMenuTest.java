package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on who comes in, against the whole hub over sockets; what happened is printed as a table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway") // JUnit sets the fields
class AttackMenuTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private HubWithTenants tenants;
    private HubClient operator;

    @BeforeAll
    void start() throws IOException {
        tenants = new HubWithTenants(directory);
        operator = tenants.hub.operator();
    }

    @AfterAll
    void stop() throws IOException {
        tenants.close();
        table.print("attack-menu-identity");
    }

    private void revoke(String name) throws IOException {
        assertThat(operator.send("DELETE", "/credentials/" + name, BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
    }

    private String secret(String name, Grant grant, Role... roles) {
        return tenants.secret(new Principal(name, "acme", Set.of(roles), grant));
    }

    private static Grant until(Duration life) {
        return new Grant(Set.of(), Instant.now().plus(life));
    }

    @Test
    void eventStreamOfARevokedKeyEnds() throws Exception {
        String secret = secret("listener", Grant.WHOLE, Role.USER);
        OpenStream stream = OpenStream.open(tenants.hub.url(), "/events", "listener", secret);
        assertThat(stream.isOpen()).isTrue();
        long at = System.nanoTime();
        revoke("listener");
        long ms = stream.endedAfterMs(at);
        table.row("stolen key, revoked", "go on listening to /events", "stream ended after " + ms + " ms");
    }

    @Test
    void deviceStreamOfAReplacedKeyEnds() throws Exception {
        String old = secret("watcher", Grant.WHOLE, Role.AM_CENTRE);
        OpenStream stream = OpenStream.open(tenants.hub.url(), "/devices", "watcher", old);
        long at = System.nanoTime();
        String fresh = secret("watcher", Grant.WHOLE, Role.AM_CENTRE);
        long ms = stream.endedAfterMs(at);
        assertThat(OpenStream.open(tenants.hub.url(), "/devices", "watcher", fresh)
                        .isOpen())
                .isTrue();
        table.row("stolen key, replaced", "go on listening to /devices", "stream ended after " + ms + " ms");
    }

    @Test
    void keyThatRunsOutEndsItsStreamAndAnswers401() throws Exception {
        String secret = secret("guest", until(Duration.ofSeconds(3)), Role.USER);
        OpenStream stream = OpenStream.open(tenants.hub.url(), "/events", "guest", secret);
        HubClient guest = tenants.hub.client("guest", secret);
        assertThat(guest.get("/me").status()).isEqualTo(200);
        stream.endedAfterMs(System.nanoTime());
        assertThat(guest.get("/me").status()).isEqualTo(401);
        assertThat(WholeHub.ok(operator.get("/credentials/guest"))
                        .path("expired")
                        .asBoolean())
                .isTrue();
        table.row("key that ran out", "go on listening and asking", "stream ended, 401");
    }

    @Test
    void mqttConnectionOfARevokedOrReplacedDeviceEnds() throws Exception {
        String old = tenants.machine("demo", "stolen");
        try (Mqtt thief = new Mqtt(tenants.hub.mqtt(), "demo/stolen", old)) {
            assertThat(thief.subscribes("am/demo/stolen/command/#")).isTrue();
            long at = System.nanoTime();
            String fresh = tenants.machine("demo", "stolen");
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> !thief.isConnected());
            long ms = (System.nanoTime() - at) / 1_000_000;
            table.row("stolen machine, secret replaced", "stay connected over MQTT", "cut after " + ms + " ms");
            assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "demo/stolen", "demo/stolen", old))
                    .isInstanceOf(MqttException.class);
            try (Mqtt owner = new Mqtt(tenants.hub.mqtt(), "demo/stolen", fresh)) {
                assertThat(owner.publishes("am/demo/stolen/report/state")).isTrue();
            }
        }
    }

    @Test
    void mqttConnectionWhoseCredentialRunsOutEnds() throws Exception {
        String secret =
                tenants.secret(new Principal("demo/rented", "demo", Set.of(Role.DEVICE), until(Duration.ofSeconds(3))));
        try (Mqtt rented = new Mqtt(tenants.hub.mqtt(), "demo/rented", secret)) {
            assertThat(rented.isConnected()).isTrue();
            await().atMost(PATIENCE).until(() -> !rented.isConnected());
        }
        table.row("machine whose credential ran out", "stay connected over MQTT", "cut");
    }

    @Test
    void amqpConnectionOfARevokedPartnerEnds() throws Exception {
        String secret = tenants.hub.register(Map.of("name", "leaver", "organisation", "acme"));
        CompletableFuture<Long> cut = new CompletableFuture<>();
        try (var connection =
                new JmsConnectionFactory("partner.leaver", secret, tenants.hub.amqp()).createConnection()) {
            connection.setExceptionListener(e -> cut.complete(System.nanoTime()));
            connection.start();
            long at = System.nanoTime();
            revoke("partner.leaver");
            long ms = (cut.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) - at) / 1_000_000;
            table.row("partner, revoked", "stay connected over AMQP", "cut after " + ms + " ms");
        }
    }

    @Test
    void scopesHoldAtTheApiTheStreamsAndTheBroker() throws Exception {
        Grant reading = new Grant(Set.of("designs:read"), null);
        String secret = secret("reader", reading, Role.USER, Role.OPERATOR);
        HubClient reader = tenants.hub.client("reader", secret);
        assertThat(reader.get("/designs").status()).isEqualTo(200);
        assertThat(reader.post("/designs", Map.of("name", "x")).status()).isEqualTo(403);
        assertThat(reader.get("/orders").status()).isEqualTo(403);
        assertThatThrownBy(() -> OpenStream.open(tenants.hub.url(), "/events", "reader", secret))
                .hasMessageContaining("403");
        assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "reader", "reader", secret))
                .isInstanceOf(MqttException.class);
        table.row("key with scope designs:read", "write, read orders, listen, MQTT", "403, 403, 403, not let in");
    }

    @Test
    void guessedSecretsAreNotLookedAtForLong() throws IOException {
        String secret = secret("victim", Grant.WHOLE, Role.USER);
        HubClient guesser = tenants.hub.client("victim", "guessed");
        int refused = 0;
        while (guesser.get("/me").status() == 401) {
            refused++;
        }
        assertThat(refused).isEqualTo(5);
        assertThat(guesser.get("/me").body().path("code").asText()).isEqualTo("AMSP-1015");
        assertThat(tenants.hub.client("victim", secret).get("/me").status())
                .as("the right one is not looked at either: nobody learns that it was")
                .isEqualTo(429);
        assertThat(operator.get("/me").status()).as("others are not touched").isEqualTo(200);
        table.row("guess a secret at the API", "one name, again and again", "429 with Retry-After from the 6th on");
    }

    @Test
    @Order(Integer.MAX_VALUE) // strangers from this address have to wait afterwards
    void guessingOverMqttDoesNotShutOutTheNeighbours() throws Exception {
        String secret = tenants.machine("demo", "neighbour");
        try (Mqtt before = new Mqtt(tenants.hub.mqtt(), "demo/neighbour", secret)) {
            assertThat(before.isConnected()).isTrue();
        }
        for (int i = 0; i < 60; i++) {
            String name = "demo/guess-" + i;
            assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), name, name, "guessed"))
                    .isInstanceOf(MqttException.class);
        }
        try (Mqtt after = new Mqtt(tenants.hub.mqtt(), "demo/neighbour", secret)) {
            assertThat(after.isConnected()).isTrue();
        }
        table.row("guess secrets over MQTT", "60 names from one address", "none let in; a neighbour still is");
    }

    @Test
    void nobodyTakesTheClientIdentifierOfAnother() throws Exception {
        String secret = tenants.machine("demo", "calm");
        String other = tenants.machine("demo", "rogue");
        try (Mqtt victim = new Mqtt(tenants.hub.mqtt(), "demo/calm", secret)) {
            assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "demo/calm", "demo/rogue", other))
                    .isInstanceOf(MqttException.class);
            assertThat(victim.publishes("am/demo/calm/report/state")).isTrue();
        }
        table.row("rogue printer", "connect under the client id of another", "refused, the other stays");
    }

    @Test
    void roguePrinterThatFloodsOrSubscribesWithoutEndIsCutOff() throws Exception {
        String secret = tenants.machine("demo", "flooder");
        MqttAsyncClient flooder = Mqtt.connected(tenants.hub.mqtt(), "demo/flooder", "demo/flooder", secret);
        int sent = 0;
        while (flooder.isConnected() && sent < 200_000) {
            sent++;
            try {
                flooder.publish("am/demo/flooder/words", new byte[] {'x'}, 0, false);
            } catch (MqttException e) {
                // too many in flight, or cut off: the loop looks
            }
        }
        await().atMost(PATIENCE).until(() -> !flooder.isConnected());
        flooder.close(true);
        assertThat(operator.get("/me").status()).isEqualTo(200);
        table.row("rogue printer", "publish as fast as it can", "cut off after at most " + sent + " packets");

        String other = tenants.machine("demo", "listener");
        try (Mqtt greedy = new Mqtt(tenants.hub.mqtt(), "demo/listener", other)) {
            int granted = 0;
            while (granted < 200 && greedy.isConnected() && greedy.subscribes("am/demo/listener/command/x" + granted)) {
                granted++;
            }
            assertThat(granted).isEqualTo(50);
            table.row("rogue printer", "subscribe without end", "cut off after " + granted + " subscriptions");
        }
    }

    @Test
    void secretIsShownOnceAndKeptAsADigest() throws IOException {
        String secret = WholeHub.ok(operator.post(
                        "/credentials",
                        Map.of(
                                "name",
                                "shown",
                                "organisation",
                                "acme",
                                "roles",
                                List.of("USER"),
                                "scopes",
                                List.of("orders:read"),
                                "validForSeconds",
                                3600)))
                .path("secret")
                .asText();
        assertThat(secret).hasSize(32);
        tenants.hub.client("shown", secret).get("/me");
        tenants.hub.server().store().keepLastUse();
        var listed = WholeHub.ok(operator.get("/credentials?limit=500"));
        assertThat(listed.toString())
                .doesNotContain(secret)
                .doesNotContain("sha256")
                .contains("orders:read");
        assertThat(WholeHub.ok(operator.get("/credentials/shown"))
                        .path("lastUsedAt")
                        .asText())
                .isNotEmpty();
        assertThat(operator.post("/credentials", Map.of("name", "hub", "organisation", "x", "roles", List.of("USER")))
                        .status())
                .isEqualTo(400);
    }
}
