package io.amsphub.connectors.mqtt;

/**
 * A message to a broker as it leaves.
 *
 * @param topic whole topic name
 * @param payload of any content
 * @param qos 0 or 1
 * @param retained whether the broker keeps it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: handed on, never compared
public record BrokerMessage(String topic, byte[] payload, int qos, boolean retained) {}
