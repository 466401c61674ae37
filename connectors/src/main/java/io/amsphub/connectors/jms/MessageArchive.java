package io.amsphub.connectors.jms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Messages of queues as JSON Lines, one each: queue, kind, body in Base64, correlation id and properties that are text or
 * whole numbers. Put back, each has a duplicate-detection id of its own, so that a repetition adds nothing.
 */
public final class MessageArchive {

    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private final ConnectionFactory connections;

    /** An archive of the messages of a broker. */
    public MessageArchive(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Writes what lies in some queues, what consumers have and have not acknowledged too. The messages stay.
     *
     * @return how many were written
     */
    public long write(Collection<String> queues, Path file) throws IOException {
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file);
                Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            for (String queue : queues) {
                try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                    for (Iterator<?> found = found(browser); found.hasNext(); ) {
                        out.write(Json.write(line(queue, (Message) found.next())));
                        out.newLine();
                        count++;
                    }
                }
            }
        } catch (JMSException e) {
            throw new IOException("the messages of the broker cannot be read: " + e.getMessage(), e);
        }
        return count;
    }

    private static Iterator<?> found(QueueBrowser browser) throws JMSException {
        Enumeration<?> messages = browser.getEnumeration();
        return messages.asIterator();
    }

    private static ObjectNode line(String queue, Message message) throws JMSException {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("queue", queue).put("id", message.getJMSMessageID());
        if (message.getJMSCorrelationID() != null) {
            line.put("correlationId", message.getJMSCorrelationID());
        }
        byte[] body;
        if (message instanceof TextMessage text) {
            line.put("kind", "text");
            body = String.valueOf(text.getText()).getBytes(StandardCharsets.UTF_8);
        } else {
            line.put("kind", "bytes");
            body = message.getBody(byte[].class);
        }
        line.put("body", Base64.getEncoder().encodeToString(body == null ? new byte[0] : body));
        ObjectNode properties = line.putObject("properties");
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            Object name = names.nextElement();
            Object value = message.getObjectProperty((String) name);
            if (value instanceof String text) {
                properties.put((String) name, text);
            } else if (value instanceof Long || value instanceof Integer) {
                properties.put((String) name, ((Number) value).longValue());
            }
        }
        return line;
    }

    /** Puts messages back into their queues. */
    public void send(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file);
                Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(null)) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            List<String> all = lines.toList();
            for (String text : all) {
                JsonNode line = Json.read(text, JsonNode.class);
                producer.send(session.createQueue(line.path("queue").asText()), message(session, line));
            }
        } catch (JMSException e) {
            throw new IOException("the messages cannot be put back: " + e.getMessage(), e);
        }
    }

    private static Message message(Session session, JsonNode line) throws JMSException {
        byte[] body = Base64.getDecoder().decode(line.path("body").asText());
        Message message;
        if (line.path("kind").asText().equals("text")) {
            message = session.createTextMessage(new String(body, StandardCharsets.UTF_8));
        } else {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(body);
            message = bytes;
        }
        if (line.has("correlationId")) {
            message.setJMSCorrelationID(line.path("correlationId").asText());
        }
        for (var property : line.path("properties").properties()) {
            String name = property.getKey();
            if (mine(name)) {
                continue;
            }
            if (property.getValue().isTextual()) {
                message.setStringProperty(name, property.getValue().asText());
            } else {
                message.setLongProperty(name, property.getValue().asLong());
            }
        }
        message.setStringProperty(
                DUPLICATE_ID,
                "restored-" + line.path("queue").asText() + line.path("id").asText());
        return message;
    }

    /** Whether the broker sets a property itself. */
    private static boolean mine(String name) {
        return name.startsWith("JMSX") || name.toUpperCase(Locale.ROOT).startsWith("_AMQ");
    }
}
