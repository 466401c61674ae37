package io.amsphub.connectors.jms;

import java.util.Map;

/**
 * A message as it lay in a queue.
 *
 * @param queue its queue
 * @param id unique in the broker that it lay in
 * @param text whether it is a text message; a bytes message otherwise
 * @param body the text, or the bytes in Base64
 * @param correlationId of JMS; empty for none
 * @param properties those of its sender that are text
 */
public record ArchivedMessage(
        String queue, String id, boolean text, String body, String correlationId, Map<String, String> properties) {

    /** Copies the properties. */
    public ArchivedMessage {
        properties = Map.copyOf(properties);
    }
}
