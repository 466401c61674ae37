package io.amsphub.config.dialect;

import io.amsphub.config.simulator.duet.DuetPrinter;
import io.amsphub.config.simulator.gcode.PrinterBody;
import io.amsphub.processors.device.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A simulated Duet whose macros speak on a broker. */
final class DuetRig extends Rig.Http {

    static final String PASSWORD = "the machine's";

    private static final Duration INTERVAL = Duration.ofMillis(15);

    private final String root;

    private final DuetPrinter printer;

    private DuetRig(String machine, DuetPrinter printer, Connection connection) {
        super("duet", machine, printer, connection);
        this.printer = printer;
        this.root = root(machine);
    }

    static DuetRig on(URI broker, String machine) throws IOException {
        DuetPrinter printer = printer(broker, machine);
        return new DuetRig(
                machine, printer, new Connection(broker.toString(), null, printer.url(), null, null, PASSWORD));
    }

    /** The hub knows nothing of its macros. */
    static DuetRig byHttp(URI broker, String machine, String password) throws IOException {
        DuetPrinter printer = printer(broker, machine);
        return new DuetRig(machine, printer, new Connection(null, null, printer.url(), null, null, password));
    }

    private static DuetPrinter printer(URI broker, String machine) throws IOException {
        return new DuetPrinter(new PrinterBody.Options(
                broker.toString(), root(machine), null, null, 0, PASSWORD, INTERVAL, Rig.PRINT));
    }

    DuetPrinter printer() {
        return printer;
    }

    private static String root(String machine) {
        return "am/north/" + machine;
    }

    @Override
    boolean asksPerson() {
        return true;
    }

    @Override
    void lies(URI broker) throws MqttException {
        Map<String, String> lies = Map.of(
                "status", "online",
                "event", "{\"event\":\"start\",\"file\":\"0:/gcodes/amsp/ord_9-9.1.gcode\"}",
                "progress", "{\"file\":\"0:/gcodes/amsp/ord_9-9.1.gcode\",\"position\":5,\"size\":10}");
        MqttClient client = new MqttClient(broker.toString(), "liar-" + root, new MemoryPersistence());
        client.connect();
        for (Map.Entry<String, String> lie : lies.entrySet()) {
            client.publish(root + "/" + lie.getKey(), lie.getValue().getBytes(StandardCharsets.UTF_8), 1, true);
        }
        client.disconnect();
        client.close();
    }
}
