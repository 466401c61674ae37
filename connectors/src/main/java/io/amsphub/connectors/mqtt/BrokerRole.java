package io.amsphub.connectors.mqtt;

import java.util.List;

/**
 * A part that the hub plays at a broker, for all of its sessions there, on a connection of its own: with a
 * last will, a word at the beginning ({@link #up}) and one at the end. Each connection starts clean, and
 * its session ends with it. Subscriptions are at QoS 1.
 */
public interface BrokerRole extends BrokerListener, AutoCloseable {

    /** Returns where its topics begin. */
    String root();

    /** Returns the topic filters below the root. */
    List<String> filters();

    /** Returns the last will of the next connection; asked for before each. */
    BrokerMessage will();

    /** Returns what is said, and must have reached the broker, before the connection is ended in good order. */
    BrokerMessage farewell();

    /** Ends what the role has running; the connection is gone by then. */
    @Override
    void close();
}
