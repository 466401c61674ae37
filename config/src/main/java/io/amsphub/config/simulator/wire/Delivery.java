package io.amsphub.config.simulator.wire;

import org.jspecify.annotations.Nullable;

/**
 * A message that arrived.
 *
 * @param topic topic name
 * @param payload what it says
 * @param responseTopic where the answer is wanted
 * @param correlation to be sent with the answer
 * @param done to be run when the message has been dealt with: sends the PUBACK, if the connection still stands
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: handed on, never compared
public record Delivery(
        String topic, byte[] payload, @Nullable String responseTopic, byte @Nullable [] correlation, Runnable done) {}
