package io.amsphub.config.broker;

import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.processors.port.PartnerQueues;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Optional;

/** The broker of the hub, wherever it runs: in the process ({@link HubBroker}) or elsewhere ({@link RemoteBroker}). */
public interface Broker extends PartnerQueues, AutoCloseable {

    /** Returns a factory of the hub's own connections. */
    ConnectionFactory connectionFactory();

    /** Returns how sessions of the hub with machines on this broker reach it: by MQTT, as the machines do. */
    BrokerAddress sessionAddress();

    /** Returns why the broker does not serve; empty when it does. */
    Optional<Trouble> trouble();

    /** Returns how some queues stand, and who is connected; empty when the broker cannot be asked. */
    Optional<BrokerFigures> figures(List<String> queues);

    /**
     * Returns the messages that are the hub's own, or from and for partners, not those of devices. Given up ones come last:
     * what is given up meanwhile is found among them.
     */
    List<ArchivedMessage> ownMessages();

    @Override
    void close();

    /**
     * Why a broker does not serve.
     *
     * @param what is wrong
     * @param remedy what an operator does about it
     */
    record Trouble(String what, String remedy) {}
}
