package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.config.simulator.TestBroker;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.BrokerListener;
import io.amsphub.connectors.mqtt.MqttBrokers;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What machines say while nobody listens is there when the hub listens again. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class MqttBrokersTest {

    private static final List<String> REPORTS = List.of("report/+");

    @TempDir
    private Path directory;

    private TestBroker broker;
    private BrokerAddress address;
    private MqttBrokers machines;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(directory);
        address = new BrokerAddress(broker.uri().toString(), null, null);
        machines = new MqttBrokers("the machines");
        Ear voice = new Ear();
        AutoCloseable unused = machines.listen(address, "nothing", REPORTS, 1, voice);
        machines.connect();
        await().until(() -> voice.up);
    }

    @AfterEach
    void stop() throws Exception {
        machines.close();
        broker.stop();
    }

    private void say(String machine, String what) throws IOException {
        machines.publish(address, new MqttBrokers.Publication(machine + "/report/job", what, 0, null, null));
    }

    private static MqttBrokers listening(BrokerAddress address, List<Ear> ears) {
        MqttBrokers hub = new MqttBrokers("the hub");
        for (int i = 0; i < ears.size(); i++) {
            AutoCloseable unused = hub.listen(address, "m" + i, REPORTS, 1, ears.get(i));
        }
        hub.connect();
        return hub;
    }

    @Test
    void whatEveryMachineSaidWhileTheHubWasAwayIsHeard() throws IOException {
        List<Ear> before = List.of(new Ear(), new Ear(), new Ear());
        try (MqttBrokers hub = listening(address, before)) {
            await().until(() -> before.stream().allMatch(ear -> ear.up));
            assertThat(hub).isNotNull();
        }
        for (int i = 0; i < before.size(); i++) {
            say("m" + i, "I ended while you were away");
        }
        List<Ear> after = List.of(new Ear(), new Ear(), new Ear());
        try (MqttBrokers hub = listening(address, after)) {
            await().untilAsserted(() -> assertThat(after)
                    .allSatisfy(ear -> assertThat(ear.heard).containsExactly("I ended while you were away")));
            assertThat(hub).isNotNull();
        }
    }

    @Test
    void whoTakesThePlaceOfAnotherMissesNothing() throws Exception {
        Ear old = new Ear();
        Ear young = new Ear();
        try (MqttBrokers hub = new MqttBrokers("the hub")) {
            AutoCloseable first = hub.listen(address, "m0", REPORTS, 1, old);
            hub.connect();
            await().until(() -> old.up);
            AutoCloseable second = hub.listen(address, "m0", REPORTS, 1, young);
            first.close();
            await().until(() -> young.up);
            say("m0", "still here");
            await().until(() -> young.heard.contains("still here"));
            assertThat(old.heard).isEmpty();

            second.close();
            Ear last = new Ear();
            AutoCloseable unused = hub.listen(address, "m1", REPORTS, 1, last);
            hub.connect();
            await().until(() -> last.up);
            say("m0", "to nobody");
            say("m1", "to the last");
            await().until(() -> last.heard.contains("to the last"));
            assertThat(young.heard).containsExactly("still here");
        }
    }

    @Test
    void brokerThatRefusesASubscriptionIsAskedEverMoreSeldomUntilItGrantsIt() throws Exception {
        Ear ear = new Ear();
        try (StubbornBroker stubborn = new StubbornBroker();
                MqttBrokers hub = new MqttBrokers("the hub")) {
            long begun = System.nanoTime();
            AutoCloseable unused = hub.listen(new BrokerAddress(stubborn.uri(), null, null), "m0", REPORTS, 1, ear);
            hub.connect();
            await().until(() -> stubborn.asked.get() == 3);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("pauses of 0.5 and 1 s")
                    .isGreaterThan(Duration.ofMillis(1400));
            stubborn.grants = true;
            await().until(() -> ear.up);
            assertThat(stubborn.asked.get()).isEqualTo(4);
        }
    }

    /** Lets everybody in, and refuses each subscription until it is told otherwise. */
    private static final class StubbornBroker implements AutoCloseable {

        private static final int CONNECT = 0x10;
        private static final int SUBSCRIBE = 0x82;
        private static final int NOT_AUTHORISED = 0x87;

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean grants;

        StubbornBroker() throws IOException {
            Thread thread = new Thread(this::serve);
            thread.setDaemon(true);
            thread.start();
        }

        String uri() {
            return "tcp://127.0.0.1:" + server.getLocalPort();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    talk(new DataInputStream(client.getInputStream()), client.getOutputStream());
                } catch (IOException e) {
                    // who was refused has gone
                }
            }
        }

        /** All packets here are shorter than 128 bytes, so that their length is one byte. */
        private void talk(DataInputStream in, OutputStream out) throws IOException {
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                byte[] packet = new byte[in.readUnsignedByte()];
                in.readFully(packet);
                if (kind == CONNECT) {
                    out.write(new byte[] {0x20, 3, 0, 0, 0});
                } else if (kind == SUBSCRIBE) {
                    asked.incrementAndGet();
                    out.write(
                            new byte[] {(byte) 0x90, 4, packet[0], packet[1], 0, (byte) (grants ? 1 : NOT_AUTHORISED)});
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static final class Ear implements BrokerListener {

        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private volatile boolean up;

        @Override
        public void up() {
            up = true;
        }

        @Override
        public void down(String why) {
            up = false;
        }

        @Override
        public void message(String topic, String payload, boolean retained) {
            heard.add(payload);
        }
    }
}
