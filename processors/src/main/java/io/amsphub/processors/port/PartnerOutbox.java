package io.amsphub.processors.port;

import org.jspecify.annotations.Nullable;

/** Messages to partners that leave if and only if the current unit of work is kept. */
public interface PartnerOutbox {

    /** Sends a message to a queue of a partner. */
    void toPartner(PartnerMessage message);

    /**
     * A message to a partner.
     *
     * @param id unique, at most 60 characters; the duplicate-detection id
     * @param queue of the partner
     * @param body a CloudEvent as JSON
     * @param correlationId what it belongs to, at most 140 characters
     * @param answers the correlation id of the message that it answers; null when it answers none
     */
    record PartnerMessage(
            String id,
            String queue,
            String body,
            String correlationId,
            @Nullable String answers) {}
}
