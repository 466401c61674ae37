package io.amsphub.connectors.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The properties under which Artemis keeps what MQTT 5 adds to a message, so that a message that is
 * sent by JMS reaches an MQTT subscriber with it.
 */
final class MqttProperties {

    private static final String RESPONSE_TOPIC = "mqtt.response.topic";
    private static final String CORRELATION_DATA = "mqtt.correlation.data";
    private static final String CONTENT_TYPE = "mqtt.content.type";

    private MqttProperties() {}

    static void set(Message message, @Nullable String responseTopic, String correlationData) throws JMSException {
        if (responseTopic != null) {
            message.setStringProperty(RESPONSE_TOPIC, responseTopic);
            message.setObjectProperty(CORRELATION_DATA, correlationData.getBytes(StandardCharsets.UTF_8));
        }
        message.setStringProperty(CONTENT_TYPE, "application/json");
    }
}
