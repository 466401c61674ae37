package io.amsphub.config.broker;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a machine may ask of the broker over one connection: packets in a time, and subscriptions in all. Beyond that
 * the connection is ended, and a line of the log says whose. Whoever runs the platform, and the hub itself, are not
 * limited; they are told from machines by their names, which hold a slash for machines only.
 */
final class MqttLimits implements MQTTInterceptor {

    /** Packets each second, for as long as a machine likes. */
    static final int PACKETS_PER_S = 200;

    /** Packets at once, after a while of silence: what a machine kept while the hub was away. */
    static final int PACKETS_AT_ONCE = 4_000;

    /** Subscriptions of one connection. */
    static final int SUBSCRIPTIONS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(MqttLimits.class);
    private static final double NANOS_PER_S = 1e9;

    private final LongSupplier nanoTime;
    private final Map<Object, Use> uses = new ConcurrentHashMap<>();

    MqttLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) throws ActiveMQException {
        String name = connection.getClientID();
        if (name == null || name.indexOf('/') < 0) {
            return true;
        }
        Use use = uses.computeIfAbsent(connection.getID(), id -> {
            connection.addCloseListener(() -> uses.remove(id));
            return new Use(nanoTime.getAsLong());
        });
        int subscriptions = packet instanceof MqttSubscribeMessage subscribe
                ? subscribe.payload().topicSubscriptions().size()
                : 0;
        String beyond = use.take(nanoTime.getAsLong(), subscriptions);
        if (beyond.isEmpty()) {
            return true;
        }
        if (use.endsNow()) {
            LOG.warn("ended the connection of '{}' from {}: {}", name, connection.getRemoteAddress(), beyond);
            connection.fail(new ActiveMQException(beyond));
        }
        return false;
    }

    /** What one connection has used. */
    private static final class Use {

        private double packets = PACKETS_AT_ONCE;
        private long asOf;
        private int subscriptions;
        private boolean ended;

        private Use(long now) {
            asOf = now;
        }

        private synchronized String take(long now, int more) {
            packets = Math.min(PACKETS_AT_ONCE, packets + (now - asOf) / NANOS_PER_S * PACKETS_PER_S);
            asOf = now;
            subscriptions += more;
            if (packets < 1) {
                return "more than " + PACKETS_PER_S + " packets each second";
            }
            packets -= 1;
            return subscriptions > SUBSCRIPTIONS ? "more than " + SUBSCRIPTIONS + " subscriptions" : "";
        }

        private synchronized boolean endsNow() {
            boolean first = !ended;
            ended = true;
            return first;
        }
    }
}
