package io.amsphub.config.broker;

import io.amsphub.processors.partner.PartnerQueueNames;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The queues of partners: durable, made by the hub only. What is sent to a partner that does not read goes to pages on
 * disk; a partner whose commands the hub does not take in time is told that its queue is full.
 */
final class PartnerQueueSettings {

    /** All queues of partners. */
    static final String ALL = PartnerQueueNames.ROOT + "#";

    /** The queues that partners send to. */
    static final String IN = PartnerQueueNames.ROOT + "*.in";

    private static final long IN_BYTES = 20L << 20;
    private static final long IN_MESSAGES = 10_000;

    private PartnerQueueSettings() {}

    static AddressSettings bounded(AddressSettings settings) {
        return settings.setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                .setMaxSizeBytes(IN_BYTES)
                .setMaxSizeMessages(IN_MESSAGES);
    }

    static List<QueueConfiguration> queues(PartnerQueueNames names) {
        return Stream.of(names.in(), names.out(), names.reply())
                .map(name -> QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)
                        .setAutoCreateAddress(true)
                        .setAutoDelete(false))
                .toList();
    }
}
