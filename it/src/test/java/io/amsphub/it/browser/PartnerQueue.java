package io.amsphub.it.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.qpid.jms.JmsConnectionFactory;

/** The program of an AM centre: JMS over AMQP 1.0 by Qpid, at the queues of its partner. */
final class PartnerQueue implements AutoCloseable {

    private static final long PATIENCE_MS = 60_000;

    private final String name;
    private final Connection connection;
    private final Session session;

    PartnerQueue(int port, String name, String secret) throws JMSException {
        this.name = name;
        String url = "amqp://127.0.0.1:" + port + "?jms.connectTimeout=60000";
        connection = new JmsConnectionFactory("partner." + name, secret, url).createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    /** Returns the next message for the partner. */
    JsonNode next() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("amsp.partner." + name + ".out"))) {
            TextMessage message = (TextMessage) consumer.receive(PATIENCE_MS);
            if (message == null) {
                throw new AssertionError("nothing came for " + name);
            }
            return Json.read(message.getText(), JsonNode.class);
        }
    }

    /** Answers an invitation, and returns the reply. */
    JsonNode answer(String id, String subject, Object offer) throws JMSException {
        ObjectNode command = Json.mapper().createObjectNode();
        command.put("specversion", "1.0")
                .put("id", id)
                .put("source", "/" + name)
                .put("type", "io.amsphub.command.answerAsPartner")
                .put("subject", subject)
                .set("data", Json.tree(offer));
        try (MessageProducer producer = session.createProducer(session.createQueue("amsp.partner." + name + ".in"))) {
            producer.send(session.createTextMessage(command.toString()));
        }
        JsonNode reply = next();
        if (!reply.path("subject").asText().equals(id)) {
            throw new AssertionError("not the reply to " + id + ": " + reply);
        }
        return reply;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
