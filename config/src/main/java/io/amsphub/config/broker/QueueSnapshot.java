package io.amsphub.config.broker;

import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Every message of some queues that is not acknowledged: what waits, what consumers have, and what waits to be delivered again.
 * A browser of JMS sees the first of these only.
 *
 * <p>The queues give nothing out meanwhile, so that a message can only be acknowledged or go back, and then stays. While it goes
 * back it is for a moment nowhere to be seen, and not counted either. So it is looked again until for a quarter of a second
 * nothing new was seen and each queue had as many as it counts; only a message that takes longer than that to go back would be
 * missed. Consumers go on with what they have. What is acknowledged meanwhile may be among the messages.
 */
final class QueueSnapshot {

    private static final int QUIET_LOOKS = 10;
    private static final int LOOKS = 400;
    private static final long BETWEEN_NS = 25_000_000;

    private final Map<String, Map<Long, ArchivedMessage>> found = new LinkedHashMap<>();

    private QueueSnapshot() {}

    /**
     * Returns the messages of queues, by queue in their order.
     *
     * @throws HubException when they are taken and given back so fast that not all can be seen
     */
    static List<ArchivedMessage> of(List<Queue> queues) {
        List<Queue> running = queues.stream().filter(queue -> !queue.isPaused()).toList();
        QueueSnapshot snapshot = new QueueSnapshot();
        try {
            running.forEach(Queue::pause);
            snapshot.take(queues);
        } finally {
            running.forEach(Queue::resume);
        }
        return snapshot.found.values().stream()
                .flatMap(messages -> messages.values().stream())
                .toList();
    }

    private void take(List<Queue> queues) {
        int quiet = 0;
        for (int look = 0; quiet < QUIET_LOOKS; look++) {
            if (look == LOOKS) {
                throw new HubException(
                        FailureCode.BACKUP_NOT_MADE,
                        "not all messages of the queues can be seen: they are taken and given back all the time",
                        null,
                        "see at the console which stage fails, and try again");
            }
            boolean same = true;
            for (Queue queue : queues) {
                same &= look(queue);
            }
            quiet = same ? quiet + 1 : 0;
            LockSupport.parkNanos(BETWEEN_NS);
        }
    }

    /** Looks everywhere in a queue once; returns whether nothing was new and were all that the queue counts. */
    private boolean look(Queue queue) {
        Map<Long, MessageReference> seen = new TreeMap<>();
        long counted = queue.getMessageCount();
        addDelivering(queue, seen);
        queue.getScheduledMessages().forEach(reference -> seen.put(reference.getMessageID(), reference));
        try (LinkedListIterator<MessageReference> waiting = queue.browserIterator()) {
            while (waiting.hasNext()) {
                MessageReference reference = waiting.next();
                seen.put(reference.getMessageID(), reference);
            }
        }
        addDelivering(queue, seen);
        Map<Long, ArchivedMessage> known = found.computeIfAbsent(queue.getName().toString(), name -> new TreeMap<>());
        int before = known.size();
        seen.forEach((id, reference) ->
                known.computeIfAbsent(id, missing -> archived(queue, missing, reference.getMessage())));
        return known.size() == before && seen.size() == counted;
    }

    private static void addDelivering(Queue queue, Map<Long, MessageReference> seen) {
        queue.getDeliveringMessages()
                .values()
                .forEach(references -> references.forEach(reference -> seen.put(reference.getMessageID(), reference)));
    }

    private static ArchivedMessage archived(Queue queue, long id, Message message) {
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
