package io.amsphub.config.dialect;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** What a broker kept of a machine from before, and what is not true any more. */
final class Lies {

    private static final Map<String, Map<String, String>> OF = Map.of(
            "amsp-native",
            Map.of(
                    "report/state",
                    "{\"boot\":\"b0\",\"seq\":900,\"state\":\"PRINTING\",\"job\":\"ord_9-9.1\",\"progressPct\":50}"),
            "moonraker",
            Map.of(
                    "moonraker/status", "{\"server\":\"online\"}",
                    "klipper/state/webhooks/state", "{\"eventtime\":1.0,\"value\":\"ready\"}",
                    "klipper/state/print_stats/state", "{\"eventtime\":1.0,\"value\":\"printing\"}",
                    "klipper/state/print_stats/filename", "{\"eventtime\":1.0,\"value\":\"amsp/ord_9-9.1.gcode\"}"),
            "octoprint",
            Map.of(
                    "mqtt", "connected",
                    "progress/printing", "{\"location\":\"local\",\"path\":\"amsp/ord_9-9.1.gcode\",\"progress\":50}",
                    "event/PrintStarted", "{\"path\":\"amsp/ord_9-9.1.gcode\",\"_event\":\"PrintStarted\"}"));

    private Lies() {}

    /** Has a broker keep all of them. */
    static void keep(URI broker, String dialect, String machine) throws MqttException {
        MqttClient client = new MqttClient(broker.toString(), "liar-" + machine, new MemoryPersistence());
        client.connect();
        for (Map.Entry<String, String> lie :
                Objects.requireNonNull(OF.get(dialect)).entrySet()) {
            byte[] payload = lie.getValue().getBytes(StandardCharsets.UTF_8);
            client.publish("am/north/" + machine + "/" + lie.getKey(), payload, 1, true);
        }
        client.disconnect();
        client.close();
    }
}
