package io.amsphub.config.simulator.wire;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a device reaches its broker and what it asks for there.
 *
 * @param brokers hosts and ports, unresolved: when one cannot be reached, the next one is tried
 * @param tls null for plain TCP
 * @param clientId client identifier
 * @param user user name
 * @param password null for none
 * @param keepAliveS keep alive in seconds
 * @param willTopic topic name of the last will, which is retained
 * @param will payload of the last will
 * @param filter topic filter of the one subscription
 * @param backOff waits between attempts to connect
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: handed on, never compared
public record LinkSettings(
        List<InetSocketAddress> brokers,
        @Nullable SslContext tls,
        String clientId,
        String user,
        @Nullable String password,
        int keepAliveS,
        String willTopic,
        byte[] will,
        String filter,
        BackOff backOff) {

    /** Copies the addresses. */
    public LinkSettings {
        brokers = List.copyOf(brokers);
    }
}
