package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.config.simulator.TestBroker;
import io.amsphub.config.simulator.machine.MachineSpec;
import io.amsphub.config.simulator.protocol.SizeMm;
import io.amsphub.config.simulator.sparkplug.EdgeOptions;
import io.amsphub.config.simulator.sparkplug.EdgePayload;
import io.amsphub.config.simulator.sparkplug.SparkplugEdge;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.MqttBrokers;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.connectors.sparkplug.DeviceAddress;
import io.amsphub.connectors.sparkplug.DeviceView;
import io.amsphub.connectors.sparkplug.EdgeId;
import io.amsphub.connectors.sparkplug.SparkplugHost;
import io.amsphub.connectors.sparkplug.Timing;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.JobState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host application at a real broker: its STATE, rebirths that are no storm, commands that are lost. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class SparkplugHostOverSocketsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int EDGES = 200;

    @TempDir
    private static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void on() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
    }

    @AfterAll
    static void off() throws Exception {
        broker.stop();
    }

    private static BrokerAddress address() {
        return new BrokerAddress(broker.uri().toString(), null, null);
    }

    private static SparkplugHost join(MqttBrokers brokers, String hostId) {
        return brokers.join(
                address(),
                SparkplugHost.class,
                seat -> new SparkplugHost(seat, hostId, Clock.systemUTC(), Timing.USUAL));
    }

    private static SparkplugEdge edge(String name, @Nullable String primaryHost) throws IOException {
        return new SparkplugEdge(new EdgeOptions(
                broker.uri().toString(),
                null,
                null,
                "plant",
                name,
                primaryHost,
                directory.resolve(name),
                Duration.ofMillis(50),
                new MachineSpec("MEX", new SizeMm(250, 210, 220), List.of("PLA"), 1e4, 0, 0, 0, null, 10),
                List.of("p1", "p2"),
                false));
    }

    private static void until(String what, java.util.concurrent.Callable<Boolean> condition) {
        await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    /** Somebody who listens at the broker. */
    private static MqttClient spy(String filter, IMqttMessageListener listener) throws MqttException {
        MqttClient client =
                new MqttClient(broker.uri().toString(), "spy-" + java.util.UUID.randomUUID(), new MemoryPersistence());
        client.connect();
        client.subscribe(
                new MqttSubscription[] {new MqttSubscription(filter, 1)}, new IMqttMessageListener[] {listener});
        return client;
    }

    private static String last(List<String> states) {
        return states.get(states.size() - 1);
    }

    private static void end(MqttClient client) throws MqttException {
        client.disconnect();
        client.close();
    }

    @Test
    void edgeNodesAreBornWithTheirPrimaryHostAndDieWithIt() throws Exception {
        List<String> states = Collections.synchronizedList(new ArrayList<>());
        MqttClient spy = spy(
                "spBv1.0/STATE/primary",
                (topic, message) -> states.add(new String(message.getPayload(), StandardCharsets.UTF_8)));
        DeviceAddress printer = new DeviceAddress(new EdgeId("plant", "waits"), "p2");
        try (SparkplugEdge edge = edge("waits", "primary")) {
            MqttBrokers brokers = new MqttBrokers("hub");
            SparkplugHost host = join(brokers, "primary");
            host.watch(printer, () -> {});
            brokers.connect();
            until("its printers to be born", () -> host.view(printer).life() == DeviceView.Life.ALIVE);
            assertThat(host.view(printer).text("Job/State")).isEqualTo("IDLE");
            assertThat(edge.refused()).isZero();
            String online = states.get(0);
            assertThat(online).startsWith("{\"online\":true,\"timestamp\":");
            assertThat(states).as("with one timestamp, however often").containsOnly(online);

            spy.publish(
                    "spBv1.0/STATE/primary", online.replace("true", "false").getBytes(StandardCharsets.UTF_8), 1, true);
            until("the lie to be heard", () -> states.contains(online.replace("true", "false")));
            until("the host to contradict", () -> last(states).equals(online));
            until("them to be alive again", () -> host.view(printer).life() == DeviceView.Life.ALIVE);

            brokers.close();
            until("the farewell", () -> last(states).startsWith("{\"online\":false,\"timestamp\":"));

            MqttBrokers next = new MqttBrokers("hub");
            SparkplugHost second = join(next, "primary");
            second.watch(printer, () -> {});
            next.connect();
            until("them to be born for the next", () -> second.view(printer).life() == DeviceView.Life.ALIVE);
            next.close();
        }
        end(spy);
    }

    @Test
    void aNumberThatIsMissingIsFoundOut() throws Exception {
        DeviceAddress printer = new DeviceAddress(new EdgeId("plant", "skips"), "p1");
        try (SparkplugEdge edge = edge("skips", null);
                MqttBrokers brokers = new MqttBrokers("hub-skips")) {
            SparkplugHost host = join(brokers, "skipped");
            host.watch(printer, () -> {});
            brokers.connect();
            until("birth", () -> host.view(printer).life() == DeviceView.Life.ALIVE);
            int before = edge.rebirths();
            assertThat(edge.control("skip")).isEqualTo("ok");
            host.command(printer, Map.of("Job/CommandId", "c1", "Job/Command", "{}"));
            until("the rebirth", () -> edge.rebirths() == before + 1);
            until(
                    "the answer",
                    () -> host.view(printer).text("Job/LastCommandId").equals("c1"));
            assertThat(host.view(printer).text("Job/LastCommandResult")).contains("MALFORMED");
        }
    }

    /** Two hundred edge nodes talk all the time; the hub starts among them, and knows none. */
    @Test
    void aHubThatStartsAsksEachEdgeNodeOnce() throws Exception {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        MqttClient plant = spy("spBv1.0/storm/NCMD/+", (topic, message) -> asked.computeIfAbsent(
                        topic.substring(topic.lastIndexOf('/') + 1), none -> new AtomicInteger())
                .incrementAndGet());
        try (MqttBrokers brokers = new MqttBrokers("hub-storm")) {
            SparkplugHost host = join(brokers, "storm");
            for (int i = 0; i < EDGES; i++) {
                host.watch(new DeviceAddress(new EdgeId("storm", "e" + i), "p1"), () -> {});
            }
            brokers.connect();
            int seq = 0;
            for (int round = 0; asked.size() < EDGES && round < 600; round++) {
                for (int i = round % 4; i < EDGES; i += 4) {
                    byte[] data = new EdgePayload(System.currentTimeMillis())
                            .seq(seq % 256)
                            .aliased(100, "PRINTING")
                            .bytes();
                    plant.publish("spBv1.0/storm/DDATA/e" + i + "/p1", data, 0, false);
                }
                seq++;
            }
            until("each to be asked", () -> asked.size() == EDGES);
            int sum = asked.values().stream().mapToInt(AtomicInteger::get).sum();
            assertThat(sum).as("within the debounce").isLessThanOrEqualTo(2 * EDGES);
            for (int i = 0; i < EDGES; i++) {
                byte[] birth = new EdgePayload(System.currentTimeMillis())
                        .seq(0)
                        .named("bdSeq", 0L)
                        .bytes();
                byte[] device = new EdgePayload(System.currentTimeMillis())
                        .seq(1)
                        .born("Job/State", 100, "IDLE")
                        .bytes();
                plant.publish("spBv1.0/storm/NBIRTH/e" + i, birth, 0, false);
                plant.publish("spBv1.0/storm/DBIRTH/e" + i + "/p1", device, 0, false);
            }
            until("all to be known", () -> {
                for (int i = 0; i < EDGES; i++) {
                    DeviceAddress printer = new DeviceAddress(new EdgeId("storm", "e" + i), "p1");
                    if (host.view(printer).life() != DeviceView.Life.ALIVE) {
                        return false;
                    }
                }
                return true;
            });
        }
        end(plant);
    }

    @Test
    void aCommandThatIsLostWithItsAnswerIsOnePrint() throws Exception {
        try (SparkplugRig rig = new SparkplugRig(broker.uri(), "loses", directory, Rig.PRINT);
                ContractHub hub = new ContractHub(Dialects.load())) {
            hub.hub.devices.add(rig.device());
            hub.ready(rig);
            rig.fault("deaf 2");
            rig.fault("swallow");
            String job = hub.dispatch(1);
            hub.untilJob(job, JobState.FINISHED);
            assertThat(rig.starts(job)).isEqualTo(1);
        }
    }

    @Test
    void aMachineThatCannotBeToldAnythingIsSeenAndGetsNoJob() throws Exception {
        try (SparkplugRig rig = new SparkplugRig(broker.uri(), "watched", directory, Rig.PRINT, true);
                ContractHub hub = new ContractHub(Dialects.load())) {
            hub.hub.devices.add(rig.device());
            hub.until(
                    "it to be seen",
                    () -> hub.hub.devices.get(rig.device().id()).live().state() == DeviceState.NOT_READY);
            assertThat(hub.device(rig).live().availability()).isEqualTo(Availability.ONLINE);
            assertThat(hub.device(rig).live().alarm()).extracting(Alarm::code).isEqualTo("MONITOR_ONLY");
            hub.hub.unitOfWork.run(() ->
                    hub.hub.floor.clearPlatform(hub.hub.devices.get(rig.device().id()), Samples.ANNA));
            hub.order(1);
            assertThat(hub.hub.dispatchAll()).isZero();
        }
    }
}
