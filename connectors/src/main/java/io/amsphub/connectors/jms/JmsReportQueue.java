package io.amsphub.connectors.jms;

import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.port.ReportQueue;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link ReportQueue} over a queue of the broker (a Transactional Client): the messages of a batch are
 * acknowledged together, after the work has been kept. Headers are not looked at, so that nothing which a
 * device sends can steer anything.
 *
 * <p>Thread-safe; calls follow each other.
 */
public final class JmsReportQueue implements ReportQueue, AutoCloseable {

    private static final long FIRST_MS = 200;

    private final ConnectionFactory connections;
    private final String queue;
    private @Nullable Reader reader;

    /** A reader of a queue, which connects when it is first asked. */
    public JmsReportQueue(ConnectionFactory connections, String queue) {
        this.connections = connections;
        this.queue = queue;
    }

    @Override
    public synchronized int take(int limit, Consumer<List<RawReport>> work) {
        try {
            Reader open = reader();
            List<RawReport> reports = open.read(limit);
            if (!reports.isEmpty()) {
                takeIn(open, reports, work);
            }
            return reports.size();
        } catch (JMSException e) {
            close();
            throw new IllegalStateException("the broker does not give reports: " + e.getMessage(), e);
        }
    }

    private static void takeIn(Reader open, List<RawReport> reports, Consumer<List<RawReport>> work)
            throws JMSException {
        boolean done = false;
        try {
            work.accept(reports);
            done = true;
        } finally {
            if (done) {
                open.session().commit();
            } else {
                open.session().rollback();
            }
        }
    }

    private Reader reader() throws JMSException {
        Reader open = reader;
        if (open == null) {
            Connection connection = connections.createConnection();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            open = new Reader(connection, session, session.createConsumer(session.createQueue(queue)));
            reader = open;
            connection.start();
        }
        return open;
    }

    @Override
    public synchronized void close() {
        Reader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.connection().close();
            } catch (JMSException e) {
                throw new IllegalStateException("the broker connection could not be closed", e);
            }
        }
    }

    private record Reader(Connection connection, Session session, MessageConsumer consumer) {

        private List<RawReport> read(int limit) throws JMSException {
            List<RawReport> reports = new ArrayList<>();
            Message message = consumer.receive(FIRST_MS);
            while (message != null) {
                reports.add(new RawReport(topic(message.getJMSDestination()), payload(message), lasting(message)));
                message = reports.size() < limit ? consumer.receiveNoWait() : null;
            }
            return reports;
        }

        private static String topic(Destination destination) throws JMSException {
            String name =
                    destination instanceof Topic topic ? topic.getTopicName() : ((Queue) destination).getQueueName();
            return name.replace('.', '/');
        }

        /** What came at QoS 0 is not kept by the broker either. */
        private static boolean lasting(Message message) throws JMSException {
            return message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT;
        }

        private static byte[] payload(Message message) throws JMSException {
            if (message instanceof BytesMessage bytes) {
                byte[] payload = new byte[Math.toIntExact(bytes.getBodyLength())];
                bytes.readBytes(payload);
                return payload;
            }
            String text = message instanceof TextMessage words ? words.getText() : null;
            return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
