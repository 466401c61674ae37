package io.amsphub.processors.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Messages that leave if and only if the current unit of work is kept, each once. What is sent
 * within one unit leaves in the order of the calls.
 */
public interface Outbox {

    /** Hands an aggregate to a stage. */
    void toStage(String stage, String subject, String correlationId);

    /**
     * Has a stage look at all that waits for it. It may be told once for several calls, with the subject of one of
     * them.
     */
    default void wake(String stage, String subject, String correlationId) {
        toStage(stage, subject, correlationId);
    }

    /**
     * Sends a message to a topic, which devices hear.
     *
     * @param message id, topic, body and what goes with it
     */
    void toTopic(TopicMessage message);

    /**
     * A message to a device.
     *
     * @param id unique; the duplicate-detection id and the correlation data
     * @param topic MQTT topic name
     * @param body payload
     * @param correlationId what it belongs to
     * @param expiresAt after this it is not delivered any more; null for never
     * @param responseTopic where the answer is expected; null for nowhere
     */
    record TopicMessage(
            String id,
            String topic,
            String body,
            String correlationId,
            @Nullable Instant expiresAt,
            @Nullable String responseTopic) {}
}
