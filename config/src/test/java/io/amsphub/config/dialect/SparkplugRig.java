package io.amsphub.config.dialect;

import io.amsphub.config.simulator.machine.MachineSpec;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.protocol.SizeMm;
import io.amsphub.config.simulator.sparkplug.EdgeOptions;
import io.amsphub.config.simulator.sparkplug.EdgePayload;
import io.amsphub.config.simulator.sparkplug.SparkplugEdge;
import io.amsphub.processors.device.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A simulated edge node of Sparkplug B with one printer. */
final class SparkplugRig extends Rig {

    private static final int EXPECTED_S = 3600;
    private static final String PRINTER = "printer-01";

    private final SparkplugEdge edge;
    private final EdgeOptions options;
    private final URI broker;

    SparkplugRig(URI broker, String machine, Path directory, Duration printTime) throws IOException {
        this(broker, machine, directory, printTime, false);
    }

    SparkplugRig(URI broker, String machine, Path directory, Duration printTime, boolean monitorOnly)
            throws IOException {
        super("sparkplug", machine);
        this.broker = broker;
        double speed = EXPECTED_S * 1000.0 / printTime.toMillis();
        options = new EdgeOptions(
                broker.toString(),
                null,
                null,
                "north",
                machine,
                null,
                directory.resolve("edge-" + machine),
                Duration.ofMillis(20),
                new MachineSpec("MEX", new SizeMm(250, 210, 220), List.of("PLA"), speed, 0, 0, 0, null, 10),
                List.of(PRINTER),
                monitorOnly);
        edge = new SparkplugEdge(options);
    }

    @Override
    Connection connection() {
        String root = "spBv1.0/" + options.group() + "/" + options.name() + "/" + PRINTER;
        return new Connection(broker.toString(), root, null, null, null, null);
    }

    @Override
    double absenceS() {
        return 1.5;
    }

    @Override
    void fault(String line) {
        String said = edge.control(line);
        if (!said.equals("ok")) {
            throw new AssertionError(said);
        }
    }

    @Override
    void printTime(Duration time) {
        // Its speed is fixed, as that of the native machines.
    }

    @Override
    long starts(String job) throws IOException {
        return count(job, "START");
    }

    @Override
    boolean ended(String job) throws IOException {
        return count(job, "FINISHED") == 1;
    }

    private long count(String job, String event) throws IOException {
        return PrintLedger.read(options.state()).stream()
                .filter(line -> line.event().equals(event) && line.job().equals(job))
                .count();
    }

    @Override
    void loseAnswer(ContractHub hub) {
        fault("swallow");
    }

    @Override
    boolean repeatsItself() {
        return true;
    }

    /** Births and data must never be retained; somebody did. */
    @Override
    void lies(URI where) throws MqttException {
        Map<String, byte[]> lies = Map.of(
                options.topic("NBIRTH", null),
                new EdgePayload(1).seq(0).named("bdSeq", 7L).bytes(),
                options.topic("DBIRTH", PRINTER),
                new EdgePayload(2)
                        .seq(1)
                        .born("Job/State", 100, "PRINTING")
                        .born("Job/Id", 101, "ord_9-9.1")
                        .bytes(),
                options.topic("DDATA", PRINTER),
                new EdgePayload(3).seq(2).aliased(100, "PAUSED").bytes());
        MqttClient client = new MqttClient(where.toString(), "liar-" + options.name(), new MemoryPersistence());
        client.connect();
        for (Map.Entry<String, byte[]> lie : lies.entrySet()) {
            client.publish(lie.getKey(), lie.getValue(), 1, true);
        }
        client.disconnect();
        client.close();
    }

    @Override
    public void close() throws IOException {
        edge.close();
    }
}
