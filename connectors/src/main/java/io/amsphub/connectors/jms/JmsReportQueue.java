package io.amsphub.connectors.jms;

import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.port.ReportQueue;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.jspecify.annotations.Nullable;

/**
 * {@link ReportQueue} over a queue of the broker (a Transactional Client): the messages of a batch are
 * acknowledged together, after the work has been kept. Headers are not looked at, so that nothing which a
 * device sends can steer anything.
 *
 * <p>When more waits than one batch takes, the next one is read while the work of this one is done. JMS would acknowledge
 * with this batch whatever has been received, so the messages are taken from the client that lies under it, where each is
 * acknowledged by itself.
 *
 * <p>Thread-safe; calls follow each other.
 */
public final class JmsReportQueue implements ReportQueue, AutoCloseable {

    private static final long FIRST_MS = 200;

    private final ConnectionFactory connections;
    private final String queue;
    private @Nullable Reader reader;

    /** A reader of a queue, which connects when it is first asked; the connections are those of Artemis. */
    public JmsReportQueue(ConnectionFactory connections, String queue) {
        this.connections = connections;
        this.queue = queue;
    }

    @Override
    public synchronized int take(int limit, Consumer<List<RawReport>> work) {
        try {
            Reader open = reader();
            Batch batch = next(open, limit);
            if (!batch.reports().isEmpty()) {
                open.readAhead(limit, batch);
                takeIn(open, batch, work);
            }
            return batch.reports().size();
        } catch (JMSException | ActiveMQException e) {
            close();
            throw new IllegalStateException("the broker does not give reports: " + e.getMessage(), e);
        }
    }

    /** What was received and cannot be read must come again, and before what came after it: the next reader begins anew. */
    private Batch next(Reader open, int limit) throws JMSException, ActiveMQException {
        boolean read = false;
        try {
            Batch batch = open.next(limit);
            read = true;
            return batch;
        } finally {
            if (!read) {
                close();
            }
        }
    }

    private static void takeIn(Reader open, Batch batch, Consumer<List<RawReport>> work)
            throws ActiveMQException, JMSException {
        boolean done = false;
        try {
            work.accept(batch.reports());
            done = true;
        } finally {
            if (done) {
                open.forget(batch);
            } else {
                open.giveBack();
            }
        }
    }

    private Reader reader() throws JMSException, ActiveMQException {
        Reader open = reader;
        if (open == null) {
            open = new Reader(connections.createConnection());
            reader = open;
            open.begin(queue);
        }
        return open;
    }

    @Override
    public synchronized void close() {
        Reader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (JMSException e) {
                throw new IllegalStateException("the broker connection could not be closed", e);
            }
        }
    }

    /** What was read together, and the messages that it came in. */
    private record Batch(List<RawReport> reports, List<ClientMessage> messages) {}

    /** A connection and who reads from it: one thread at a time receives, another acknowledges what that has received before. */
    private static final class Reader {

        private final ExecutorService reading = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "hub-reports-ahead");
            thread.setDaemon(true);
            return thread;
        });
        private final Connection connection;
        private @Nullable ClientSession session;
        private @Nullable ClientConsumer consumer;
        private @Nullable Future<Batch> ahead;

        private Reader(Connection connection) {
            this.connection = connection;
        }

        private void begin(String queue) throws JMSException, ActiveMQException {
            Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
            session = ((ActiveMQSession) transacted).getCoreSession();
            consumer = session.createConsumer(queue);
            connection.start();
        }

        /** Returns what was read ahead; else what waits now. */
        private Batch next(int limit) throws JMSException, ActiveMQException {
            Future<Batch> read = ahead;
            ahead = null;
            return read == null ? read(limit) : result(read);
        }

        /** Nothing is read ahead when nothing waits: it would only be out of reach for others. */
        private void readAhead(int limit, Batch batch) {
            if (batch.reports().size() == limit) {
                ahead = reading.submit(() -> read(limit));
            }
        }

        private static Batch result(Future<Batch> read) throws JMSException, ActiveMQException {
            try {
                return read.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof JMSException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof ActiveMQException cause) {
                    throw cause;
                }
                throw new IllegalStateException("the next reports cannot be read", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reports are read", e);
            }
        }

        private Batch read(int limit) throws JMSException, ActiveMQException {
            Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
            ClientConsumer from = Objects.requireNonNull(consumer);
            ClientMessage message = from.receive(FIRST_MS);
            while (message != null) {
                batch.messages().add(message);
                batch.reports().add(report(message));
                message = batch.messages().size() < limit ? from.receiveImmediate() : null;
            }
            return batch;
        }

        /** Each by itself: of those that are not of the usual priority, the client would forget the last one alone. */
        private void forget(Batch batch) throws ActiveMQException {
            for (ClientMessage message : batch.messages()) {
                message.acknowledge();
            }
            Objects.requireNonNull(session).commit();
        }

        /** Everything that was received comes again, in its order; so what was read ahead is dropped. */
        private void giveBack() throws JMSException, ActiveMQException {
            Future<Batch> read = ahead;
            ahead = null;
            if (read != null) {
                result(read);
            }
            Objects.requireNonNull(session).rollback();
        }

        private void close() throws JMSException {
            reading.shutdownNow();
            connection.close();
        }

        /** What came at QoS 0 is not kept by the broker either: it is not durable. */
        private static RawReport report(ClientMessage message) {
            return new RawReport(message.getAddress().replace('.', '/'), payload(message), message.isDurable());
        }

        private static byte[] payload(ClientMessage message) {
            ActiveMQBuffer body = message.getBodyBuffer();
            if (message.getType() == Message.BYTES_TYPE) {
                byte[] payload = new byte[body.readableBytes()];
                body.readBytes(payload);
                return payload;
            }
            SimpleString text = message.getType() == Message.TEXT_TYPE ? body.readNullableSimpleString() : null;
            return text == null ? new byte[0] : text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
