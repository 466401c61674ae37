package io.amsphub.config.broker;

import java.time.Instant;
import java.util.Map;

/**
 * How a broker stood at one moment.
 *
 * @param waiting messages by queue; a queue that is not there is missing
 * @param since by queue, since when the message waits that has waited longest; missing when none waits
 * @param connections by protocol and version: MQTT5, AMQP, and CORE for the hub's own
 */
public record BrokerFigures(Map<String, Long> waiting, Map<String, Instant> since, Map<String, Long> connections) {

    /** Copies the maps. */
    public BrokerFigures {
        waiting = Map.copyOf(waiting);
        since = Map.copyOf(since);
        connections = Map.copyOf(connections);
    }
}
