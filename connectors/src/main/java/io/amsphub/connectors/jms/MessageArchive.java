package io.amsphub.connectors.jms;

import io.amsphub.processors.exchange.Json;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Messages of queues as JSON Lines. Put back, each has a duplicate-detection id of its own, so that a repetition adds
 * nothing.
 */
public final class MessageArchive {

    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private final ConnectionFactory connections;

    /** An archive that is put back into a broker. */
    public MessageArchive(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** Writes messages down. */
    public static void write(List<ArchivedMessage> messages, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (ArchivedMessage message : messages) {
                out.write(Json.write(message));
                out.newLine();
            }
        }
    }

    /** Reads messages that were written down. */
    public static List<ArchivedMessage> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> Json.read(line, ArchivedMessage.class)).toList();
        }
    }

    /** Puts messages back into their queues, which must be there. */
    public void send(List<ArchivedMessage> messages) throws IOException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(null)) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (ArchivedMessage message : messages) {
                producer.send(session.createQueue(message.queue()), written(session, message));
            }
        } catch (JMSException e) {
            throw new IOException("the messages cannot be put back: " + e.getMessage(), e);
        }
    }

    private static Message written(Session session, ArchivedMessage archived) throws JMSException {
        Message message;
        if (archived.text()) {
            message = session.createTextMessage(archived.body());
        } else {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(Base64.getDecoder().decode(archived.body()));
            message = bytes;
        }
        if (!archived.correlationId().isEmpty()) {
            message.setJMSCorrelationID(archived.correlationId());
        }
        for (Map.Entry<String, String> property : archived.properties().entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(DUPLICATE_ID, "restored-" + archived.queue() + "-" + archived.id());
        return message;
    }
}
