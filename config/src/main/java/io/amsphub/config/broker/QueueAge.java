package io.amsphub.config.broker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;

/**
 * Since when the message waits that has waited longest in a queue: among those that nobody has, those that a consumer
 * has and has not acknowledged, and those that wait to be delivered again. A look, not a stop: what moves meanwhile may
 * be missed.
 */
final class QueueAge {

    private QueueAge() {}

    /** Returns since when; empty when none waits. */
    static Optional<Instant> since(Queue queue) {
        Stream<MessageReference> first = Stream.ofNullable(queue.peekFirstMessage());
        Stream<MessageReference> delivering =
                queue.getDeliveringMessages().values().stream().flatMap(List::stream);
        return Stream.of(first, delivering, queue.getScheduledMessages().stream())
                .flatMap(references -> references)
                .map(reference -> reference.getMessage().getTimestamp())
                .filter(sent -> sent > 0)
                .min(Long::compare)
                .map(Instant::ofEpochMilli);
    }
}
