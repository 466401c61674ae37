package io.amsphub.config.broker;

import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;

/**
 * Every message of a queue that is not acknowledged: what waits, what consumers have, and what waits to be delivered again. A
 * browser of JMS sees the first of these only.
 *
 * <p>The queue gives nothing out meanwhile, so that a message can only be acknowledged or go back. One that goes back is for a
 * moment nowhere to be seen; so it is looked again until as many are seen as the queue counts. It takes milliseconds, and
 * consumers go on with what they have. What is acknowledged meanwhile may be among the messages.
 */
final class QueueSnapshot {

    private static final int LOOKS = 2000;
    private static final long PAUSE_NS = 500_000;

    private final Queue queue;
    private final Map<Long, ArchivedMessage> found = new TreeMap<>();
    private final Set<Long> seen = new HashSet<>();

    private QueueSnapshot(Queue queue) {
        this.queue = queue;
    }

    /**
     * Returns the messages of a queue.
     *
     * @throws HubException when they are taken and given back so fast that not all can be seen
     */
    static List<ArchivedMessage> of(Queue queue) {
        QueueSnapshot snapshot = new QueueSnapshot(queue);
        boolean paused = queue.isPaused();
        if (!paused) {
            queue.pause();
        }
        try {
            for (int look = 0; !snapshot.complete(); look++) {
                if (look == LOOKS) {
                    throw new HubException(
                            FailureCode.BACKUP_NOT_MADE,
                            "not all messages of queue " + queue.getName()
                                    + " can be seen: they are taken and given back all the time",
                            null,
                            "see at the console why its stage fails, and try again");
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
        } finally {
            if (!paused) {
                queue.resume();
            }
        }
        return new ArrayList<>(snapshot.found.values());
    }

    /** Looks everywhere once; returns whether that were all that the queue counts, before and after. */
    private boolean complete() {
        long before = queue.getMessageCount();
        seen.clear();
        addDelivering(queue);
        add(queue.getScheduledMessages());
        try (LinkedListIterator<MessageReference> waiting = queue.browserIterator()) {
            while (waiting.hasNext()) {
                add(waiting.next());
            }
        }
        addDelivering(queue);
        return seen.size() == before && queue.getMessageCount() == before;
    }

    private void addDelivering(Queue from) {
        from.getDeliveringMessages().values().forEach(this::add);
    }

    private void add(Collection<MessageReference> references) {
        references.forEach(this::add);
    }

    private void add(MessageReference reference) {
        seen.add(reference.getMessageID());
        found.computeIfAbsent(reference.getMessageID(), id -> archived(id, reference.getMessage()));
    }

    private ArchivedMessage archived(long id, Message message) {
        ICoreMessage core = message.toCore();
        ActiveMQBuffer buffer = core.getReadOnlyBodyBuffer();
        boolean text = core.getType() == Message.TEXT_TYPE;
        String body;
        if (text) {
            body = String.valueOf(buffer.readNullableSimpleString());
        } else {
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            body = Base64.getEncoder().encodeToString(bytes);
        }
        Object correlation = core.getCorrelationID();
        Map<String, String> properties = new TreeMap<>();
        for (SimpleString name : core.getPropertyNames()) {
            Object value = core.getObjectProperty(name);
            if (ofSender(name.toString()) && (value instanceof SimpleString || value instanceof String)) {
                properties.put(name.toString(), value.toString());
            }
        }
        return new ArchivedMessage(
                queue.getName().toString(),
                Long.toString(id),
                text,
                body,
                correlation instanceof SimpleString || correlation instanceof String ? correlation.toString() : "",
                properties);
    }

    /** Whether a property is not one that broker and client set themselves. */
    private static boolean ofSender(String name) {
        return !name.startsWith("_") && (!name.startsWith("JMS") || name.startsWith("JMS_AMQP_ContentType"));
    }
}
