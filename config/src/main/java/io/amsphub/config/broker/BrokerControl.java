package io.amsphub.config.broker;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.partner.PartnerQueueNames;
import java.util.List;
import java.util.function.Consumer;

/** Answers hubs for a broker that is a process of its own. Thread-safe. */
public final class BrokerControl implements BrokerControlMXBean {

    /** The name of the resource at the management address. */
    static final String NAME = "hub";

    private final HubBroker broker;
    private final Consumer<String> ended;

    /**
     * Answers for a broker.
     *
     * @param ended takes the names of those whose credentials are good no more
     */
    public BrokerControl(HubBroker broker, Consumer<String> ended) {
        this.broker = broker;
        this.ended = ended;
    }

    @Override
    public String figures(String queues) {
        return Json.write(broker.figures(List.of(queues.split(",", -1))).orElseThrow());
    }

    @Override
    public void ensure(String partner) {
        broker.ensure(PartnerQueueNames.of(partner));
    }

    @Override
    public void ended(String userName) {
        ended.accept(userName);
    }
}
