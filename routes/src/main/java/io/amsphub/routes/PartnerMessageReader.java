package io.amsphub.routes;

import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.partner.CommandMessage;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.partner.PartnerQueueNames;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a message of a partner for its reading. Text and bytes are read, objects and maps are not even opened. All
 * headers are dropped, so that nothing which a partner sends can steer a component.
 */
final class PartnerMessageReader implements Processor {

    /** The message id that a sender gave by AMQP; that of JMS is then made up at each delivery. */
    private static final String AMQP_MESSAGE_ID = "NATIVE_MESSAGE_ID";

    @Override
    public void process(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage().getBody(Message.class);
        String queue = name(message.getJMSDestination());
        String partner = queue.substring(PartnerQueueNames.ROOT.length(), queue.length() - ".in".length());
        String text = null;
        long bytes = 0;
        if (message instanceof TextMessage textual && textual.getText() != null) {
            text = textual.getText();
            bytes = text.getBytes(StandardCharsets.UTF_8).length;
        } else if (message instanceof BytesMessage binary) {
            bytes = binary.getBodyLength();
            text = bytes > PartnerInbox.MAX_BYTES ? "" : utf8(binary, (int) bytes);
        }
        String given = message.getStringProperty(AMQP_MESSAGE_ID);
        String id = given == null ? message.getJMSMessageID() : given;
        String correlation = message.getJMSCorrelationID();
        CommandMessage command = new CommandMessage(
                partner,
                id == null ? "" : id + " " + message.getJMSTimestamp(),
                text,
                bytes,
                correlation == null ? id : correlation,
                replyTo(message),
                message.getIntProperty("JMSXDeliveryCount"));
        DefaultMessage read = new DefaultMessage(exchange.getContext());
        read.setHeader(HubHeaders.EVENT_ID, id == null ? exchange.getExchangeId() : id);
        read.setHeader("JMSXDeliveryCount", command.attempt());
        read.setBody(command);
        exchange.setMessage(read);
    }

    private static @Nullable String utf8(BytesMessage message, int length) throws JMSException {
        byte[] bytes = new byte[length];
        message.reset();
        message.readBytes(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String replyTo(Message message) throws JMSException {
        Destination destination = message.getJMSReplyTo();
        return destination instanceof Queue ? name(destination) : null;
    }

    private static String name(Destination destination) throws JMSException {
        return ((Queue) destination).getQueueName();
    }
}
