package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.port.RawReport;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Prepares an MQTT message for its reading: the topic by its MQTT name, the payload as bytes, an id
 * from both, because what arrives by MQTT has none. All other headers are dropped, so that nothing
 * which a machine sends can steer a component.
 */
final class DeviceMessage implements Processor {

    /** The MQTT topic name. */
    static final String TOPIC = "HubTopic";

    static final DeviceMessage INSTANCE = new DeviceMessage();

    private DeviceMessage() {}

    @Override
    public void process(Exchange exchange) throws JMSException {
        String topic = topic(exchange.getMessage().getHeader("JMSDestination", Destination.class));
        byte[] payload = exchange.getMessage().getBody(byte[].class);
        byte[] bytes = payload == null ? new byte[0] : payload;
        String id = new RawReport(topic, bytes).id();
        Integer attempt = exchange.getMessage().getHeader("JMSXDeliveryCount", Integer.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(TOPIC, topic);
        exchange.getMessage().setHeader(HubHeaders.EVENT_ID, id);
        exchange.getMessage().setHeader("JMSXDeliveryCount", attempt);
        exchange.getMessage().setBody(bytes);
    }

    private static String topic(Destination destination) throws JMSException {
        String name = destination instanceof Topic topic ? topic.getTopicName() : ((Queue) destination).getQueueName();
        return name.replace('.', '/');
    }
}
