package io.amsphub.config.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A partner's program: JMS over AMQP 1.0 by Qpid, a client of another make than the broker. */
final class QueueClient implements AutoCloseable {

    private static final long PATIENCE_MS = 120_000;

    private final String name;
    private final Connection connection;
    private final List<TextMessage> passedOver = new ArrayList<>();
    final Session session;

    QueueClient(String url, String name, String secret) throws JMSException {
        this.name = name;
        connection = new JmsConnectionFactory("partner." + name, secret, url).createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    static String command(String id, String operation, @Nullable String subject, @Nullable Object data) {
        var envelope = Json.mapper().createObjectNode();
        envelope.put("specversion", "1.0")
                .put("id", id)
                .put("source", "/erp")
                .put("type", "io.amsphub.command." + operation);
        if (subject != null) {
            envelope.put("subject", subject);
        }
        if (data != null) {
            envelope.set("data", Json.tree(data));
        }
        return envelope.toString();
    }

    /** Sends a message; returns its id. */
    String send(Message message) throws JMSException {
        try (var producer = session.createProducer(session.createQueue("amsp.partner." + name + ".in"))) {
            producer.send(message);
        }
        return message.getJMSMessageID();
    }

    String send(String text) throws JMSException {
        return send(session.createTextMessage(text));
    }

    /** Receives the next message from a queue of the partner. */
    @Nullable
    TextMessage receive(String queue, long patienceMs) throws JMSException {
        try (MessageConsumer consumer =
                session.createConsumer(session.createQueue("amsp.partner." + name + "." + queue))) {
            return (TextMessage) consumer.receive(patienceMs);
        }
    }

    /** Sends a command and returns the reply to it, passing over events. */
    JsonNode ask(String id, String operation, @Nullable String subject, @Nullable Object data) throws JMSException {
        return reply(send(command(id, operation, subject, data)));
    }

    /** Returns the reply to a message. */
    JsonNode reply(String messageId) throws JMSException {
        return next(message -> messageId.equals(correlation(message)), "reply to " + messageId);
    }

    /** Returns an event of a type. */
    JsonNode event(String type) throws JMSException {
        return next(message -> body(message).path("type").asText().equals(type), "event " + type);
    }

    private JsonNode next(Predicate<TextMessage> wanted, String what) throws JMSException {
        for (TextMessage earlier : List.copyOf(passedOver)) {
            if (wanted.test(earlier)) {
                passedOver.remove(earlier);
                return body(earlier);
            }
        }
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("amsp.partner." + name + ".out"))) {
            while (true) {
                TextMessage message = (TextMessage) consumer.receive(PATIENCE_MS);
                if (message == null) {
                    throw new AssertionError("no " + what + " among " + passedOver);
                }
                if (wanted.test(message)) {
                    return body(message);
                }
                passedOver.add(message);
            }
        }
    }

    private static String correlation(TextMessage message) {
        try {
            return String.valueOf(message.getJMSCorrelationID());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode body(TextMessage message) {
        try {
            return Json.read(message.getText(), JsonNode.class);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
