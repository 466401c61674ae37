package io.amsphub.it.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Messages that must fail, each once a dead letter. */
final class Poison {

    private Poison() {}

    /** An operator may say what machines say: what is no report, and a report of a machine that is not registered. */
    static List<String> overMqtt(RunningHub hub) throws MqttException, IOException {
        List<String> sent = new ArrayList<>();
        MqttClient mqtt = new MqttClient(hub.broker(), "operator", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("operator");
        options.setPassword(hub.secret().getBytes(StandardCharsets.UTF_8));
        mqtt.connect(options);
        for (String body : List.of("{", "not JSON", "{\"schema\":\"amsp-native/1\",\"state\":7}")) {
            mqtt.publish("am/demo/fast-1/report/state", body.getBytes(StandardCharsets.UTF_8), 1, false);
            sent.add(body);
        }
        String ghost = state(UUID.randomUUID().toString(), 1);
        mqtt.publish("am/demo/ghost/report/state", ghost.getBytes(StandardCharsets.UTF_8), 1, false);
        sent.add(ghost);
        mqtt.disconnect();
        mqtt.close();
        return sent;
    }

    private static String state(String boot, int seq) {
        ObjectNode state = Json.mapper().createObjectNode();
        state.put("schema", "amsp-native/1").put("boot", boot).put("seq", seq);
        state.put("at", Instant.now().toString()).put("state", "NOT_READY").put("platformClear", false);
        state.putArray("materials").add("PLA");
        state.putArray("recentJobs");
        return state.toString();
    }

    static List<String> intoAQueue(RunningHub hub) throws JMSException, IOException {
        List<String> sent = List.of("dsg_00000000000000000000000000.1", "no revision at all");
        String url = "amqp://127.0.0.1:" + hub.amqpPort() + "?jms.connectTimeout=60000";
        try (Connection connection = new JmsConnectionFactory("operator", hub.secret(), url).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("mesh-detect"))) {
            for (String body : sent) {
                producer.send(session.createTextMessage(body));
            }
        }
        return sent;
    }
}
