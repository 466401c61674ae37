package io.amsphub.connectors.jms;

import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/**
 * The properties under which Artemis keeps what MQTT 5 adds to a message, so that a message that is
 * sent by JMS reaches an MQTT subscriber with it.
 */
final class MqttProperties {

    private static final SimpleString RESPONSE_TOPIC = SimpleString.of("mqtt.response.topic");
    private static final SimpleString CORRELATION_DATA = SimpleString.of("mqtt.correlation.data");
    private static final SimpleString CONTENT_TYPE = SimpleString.of("mqtt.content.type");

    /** How many user properties there are, and the first of them: its place is in its name. */
    private static final SimpleString USER_PROPERTIES = SimpleString.of("mqtt.user.property.exists");

    private static final SimpleString TRACEPARENT = SimpleString.of("mqtt.ordered.user.property.0.traceparent");

    private MqttProperties() {}

    /** Sets them on the message beneath JMS, which does not allow names with dots. */
    static void set(
            Message message, @Nullable String responseTopic, String correlationData, @Nullable String traceparent) {
        ClientMessage core = ((ActiveMQMessage) message).getCoreMessage();
        core.putStringProperty(CONTENT_TYPE, SimpleString.of("application/json"));
        if (responseTopic != null) {
            core.putStringProperty(RESPONSE_TOPIC, SimpleString.of(responseTopic));
            core.putBytesProperty(CORRELATION_DATA, correlationData.getBytes(StandardCharsets.UTF_8));
        }
        if (traceparent != null) {
            core.putIntProperty(USER_PROPERTIES, 1);
            core.putStringProperty(TRACEPARENT, SimpleString.of(traceparent));
        }
    }
}
