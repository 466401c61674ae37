package io.amsphub.processors.partner;

import org.jspecify.annotations.Nullable;

/**
 * A message in the queue of a partner as it came.
 *
 * @param partner the name of the partner whose queue it is
 * @param id what the broker knows the message by: the same when it is delivered again; empty when its sender gave none
 * @param text the payload; null when it is neither text nor bytes in UTF-8
 * @param bytes the length of the payload
 * @param correlationId what its sender knows it by, given back with the reply
 * @param replyTo the queue where its sender wants the reply; null for the usual one
 * @param attempt 1 when it is delivered for the first time
 */
public record CommandMessage(
        String partner,
        String id,
        @Nullable String text,
        long bytes,
        @Nullable String correlationId,
        @Nullable String replyTo,
        int attempt) {}
