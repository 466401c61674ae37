package io.amsphub.connectors.mqtt;

import java.io.IOException;

/** The place from which a {@link BrokerRole} speaks. */
public interface BrokerSeat {

    /** Returns what distinguishes this hub from others at the same broker. */
    String hub();

    /**
     * Sends a message and does not wait for what becomes of it. May be called on the broker's thread.
     *
     * @throws IOException when there is no connection
     */
    void send(BrokerMessage message) throws IOException;
}
