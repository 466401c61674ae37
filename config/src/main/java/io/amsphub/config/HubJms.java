package io.amsphub.config;

import io.amsphub.config.broker.Broker;
import org.apache.camel.component.jms.JmsComponent;

/** How routes consume from the broker. */
final class HubJms {

    /** How long a consumer waits before it looks again for a broker that is away. */
    private static final long JMS_AGAIN_MS = 2_000;

    private HubJms() {}

    /** JMS: every consumer in a session transaction, no second retry layer. */
    static JmsComponent over(Broker started) {
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(started.connectionFactory());
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setConcurrentConsumers(1);
        jms.setRecoveryInterval(JMS_AGAIN_MS);
        jms.setAcceptMessagesWhileStopping(false);
        return jms;
    }
}
