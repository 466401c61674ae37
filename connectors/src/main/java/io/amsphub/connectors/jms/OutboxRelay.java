package io.amsphub.connectors.jms;

import io.amsphub.connectors.jpa.JpaOutbox;
import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.port.Relay;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages from the outbox to the broker, in order.
 *
 * <p>A batch is sent without waiting for each message, then all confirmations are awaited, then the
 * rows are deleted. The session is not transacted, because in a transacted one a duplicate makes the
 * commit fail for ever; each message carries its id as the duplicate-detection id, so that a batch
 * which is sent again after a crash arrives once.
 */
public final class OutboxRelay implements Relay, AutoCloseable {

    private static final int BATCH = 200;
    private static final long CONFIRMATION_TIMEOUT_S = 30;
    private static final String CONTENT_TYPE = "JMS_AMQP_ContentType";
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";
    private static final String TRACEPARENT = "traceparent";

    private final JpaOutbox outbox;
    private final ConnectionFactory connections;
    private final Clock clock;
    private final Map<String, Destination> queues = new HashMap<>();
    private final Map<String, Destination> topics = new HashMap<>();
    private @Nullable Line line;
    private volatile @Nullable Confirmations awaited;
    private volatile boolean more;

    /** A relay from an outbox to a broker. */
    public OutboxRelay(JpaOutbox outbox, ConnectionFactory connections, Clock clock) {
        this.outbox = outbox;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public void awaitNews(Duration atMost) {
        if (!more) {
            outbox.awaitNews(atMost);
        }
    }

    @Override
    public synchronized int relay() {
        more = false;
        int moved = outbox.drain(BATCH, this::send);
        more = moved == BATCH;
        return moved;
    }

    /** Runs something while nothing leaves the outbox. */
    public synchronized <T> T whileItRests(Rest<T> work) throws IOException {
        return work.run();
    }

    /**
     * What is done while the outbox rests.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Rest<T> {

        /** Does it. */
        T run() throws IOException;
    }

    private void send(List<JpaOutbox.Message> messages) {
        boolean confirmed = false;
        try {
            Line open = line();
            Confirmations confirmations = new Confirmations(messages.size());
            awaited = confirmations;
            for (JpaOutbox.Message message : messages) {
                long timeToLive = timeToLive(message.expiresAt());
                if (timeToLive < 0) {
                    confirmations.confirmed.countDown();
                    continue;
                }
                open.producer()
                        .send(
                                destination(message),
                                write(open.session(), message),
                                DeliveryMode.PERSISTENT,
                                Message.DEFAULT_PRIORITY,
                                timeToLive,
                                confirmations);
            }
            confirmations.await();
            confirmed = true;
            HaltPoint.reached(HaltPoint.OUTBOX_SENT);
        } catch (JMSException e) {
            throw new IllegalStateException("the broker did not take the outbox: " + e.getMessage(), e);
        } finally {
            if (!confirmed) {
                close(); // what was sent over it may still arrive, and is sent again over the next one
            }
        }
    }

    private long timeToLive(@Nullable Instant expiresAt) {
        if (expiresAt == null) {
            return 0;
        }
        long left = expiresAt.toEpochMilli() - clock.millis();
        return left > 0 ? left : -1;
    }

    /**
     * One for each address as long as the connection lives. The client asks the broker about each that it has not sent to
     * before, and the broker then looks through all its addresses: two or more for each machine.
     */
    private Destination destination(JpaOutbox.Message message) {
        return message.topic()
                ? topics.computeIfAbsent(
                        message.address(), name -> ActiveMQDestination.createTopic(name.replace('/', '.')))
                : queues.computeIfAbsent(message.address(), ActiveMQDestination::createQueue);
    }

    private static Message write(Session session, JpaOutbox.Message message) throws JMSException {
        Message jms;
        if (message.topic()) {
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(message.body().getBytes(StandardCharsets.UTF_8));
            jms = bytes;
            MqttProperties.set(jms, message.responseTopic(), message.id(), message.traceparent());
        } else {
            jms = session.createTextMessage(message.body());
            forPartner(jms, message);
        }
        jms.setStringProperty(DUPLICATE_ID, message.id());
        jms.setStringProperty(HubHeaders.EVENT_ID, message.eventId());
        jms.setStringProperty(HubHeaders.CORRELATION_ID, message.correlationId());
        if (message.traceparent() != null) {
            jms.setStringProperty(TRACEPARENT, message.traceparent());
        }
        return jms;
    }

    /** What clients of other makes know a reply by: the correlation id of JMS, and the content type of AMQP. */
    private static void forPartner(Message jms, JpaOutbox.Message message) throws JMSException {
        if (message.answers() != null) {
            jms.setJMSCorrelationID(message.answers());
        }
        if (message.contentType() != null) {
            jms.setStringProperty(CONTENT_TYPE, message.contentType());
        }
    }

    private Line line() throws JMSException {
        Line open = line;
        if (open == null) {
            Connection connection = connections.createConnection();
            boolean begun = false;
            try {
                queues.clear();
                topics.clear();
                connection.setExceptionListener(this::broken);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                open = new Line(connection, session, session.createProducer(null));
                connection.start();
                begun = true;
            } finally {
                if (!begun) {
                    connection.close();
                }
            }
            line = open;
        }
        return open;
    }

    /** What was sent over a connection that broke is not confirmed any more: it is sent again over the next one. */
    private void broken(JMSException why) {
        Confirmations given = awaited;
        if (given != null) {
            given.end(why);
        }
    }

    @Override
    public synchronized void close() {
        Line open = line;
        line = null;
        if (open != null) {
            try {
                open.connection().close();
            } catch (JMSException e) {
                throw new IllegalStateException("the broker connection could not be closed", e);
            }
        }
    }

    /** A connection with what sends over it, for as long as it lives. */
    private record Line(Connection connection, Session session, MessageProducer producer) {}

    private static final class Confirmations implements CompletionListener {

        private final CountDownLatch confirmed;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        private Confirmations(int messages) {
            confirmed = new CountDownLatch(messages);
        }

        @Override
        public void onCompletion(Message message) {
            confirmed.countDown();
        }

        @Override
        public void onException(Message message, Exception exception) {
            failure.compareAndSet(null, exception);
            confirmed.countDown();
        }

        private void end(Exception why) {
            failure.compareAndSet(null, why);
            while (confirmed.getCount() > 0) {
                confirmed.countDown();
            }
        }

        private void await() {
            try {
                if (!confirmed.await(CONFIRMATION_TIMEOUT_S, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(confirmed.getCount() + " messages were not confirmed in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the broker confirms", e);
            }
            Exception cause = failure.get();
            if (cause != null) {
                throw new IllegalStateException("the broker refused a message: " + cause.getMessage(), cause);
            }
        }
    }
}
