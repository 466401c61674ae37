package io.amsphub.config.broker;

import io.amsphub.config.BrokerSettings;
import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.routes.Flow;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.HAPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStoreBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStorePrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the broker is like: its journal, its queues, and how each kind of address behaves.
 *
 * <p>Every stage has a durable queue that exists from the start. The dead-letter queue is one, made
 * here and without a filter, because one that the broker makes by itself filters by an address that
 * messages from wildcard queues do not carry, and loses them.
 */
final class BrokerConfiguration {

    /** Addresses of Sparkplug B: MQTT writes the dot of {@code spBv1.0} with a backslash, as it parts no words. */
    private static final String SPARKPLUG = "spBv1\\.0.#";

    private static final String EXPIRED = "expired";

    /** The hub's own commands lie on topics of scanners too; only they carry an id of the hub. */
    private static final String NO_COMMANDS = HubHeaders.EVENT_ID + " IS NULL";

    private static final long EXPIRED_KEPT = 1000;
    private static final int JOURNAL_FLUSH_NS = 100_000;
    private static final int DUPLICATE_IDS_KEPT = 100_000;
    private static final int DELIVERY_ATTEMPTS = 8;
    private static final int REDELIVERY_DELAY_MS = 100;
    private static final int REDELIVERY_DELAY_MAX_MS = 5_000;
    private static final long ADDRESS_BYTES = 20L << 20;
    private static final long SESSION_SCAN_MS = 500;
    private static final int DISK_SCAN_MS = 500;

    /** How many may be connected before each of their messages costs a look into the database. */
    private static final int MACHINES = 20_000;

    private BrokerConfiguration() {}

    /**
     * How a broker shares its store with another: whoever has the lock serves. Nobody gives the store back by itself, so that
     * connections move once for each failure; who stops in good order lets the other one take over as well.
     */
    static HAPolicyConfiguration sharing(BrokerSettings.Role role) {
        return switch (role) {
            case LIVE ->
                new SharedStorePrimaryPolicyConfiguration()
                        .setFailoverOnServerShutdown(true)
                        .setWaitForActivation(false);
            case BACKUP ->
                new SharedStoreBackupPolicyConfiguration()
                        .setFailoverOnServerShutdown(true)
                        .setAllowFailBack(false)
                        .setRestartBackup(false);
        };
    }

    /** Returns what a broker is to be like that keeps its journal in a directory. */
    static ConfigurationImpl of(Acceptors acceptors, Path directory, long diskReserveBytes, Strangers strangers) {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("hub");
        configuration.setPersistenceEnabled(true);
        configuration.setSecurityEnabled(true);
        configuration.setAuthenticationCacheSize(MACHINES);
        configuration.setAuthorizationCacheSize(MACHINES);
        configuration.setJMXManagementEnabled(true);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalBufferTimeout_NIO(JOURNAL_FLUSH_NS);
        configuration.setJournalDirectory(directory.resolve("journal").toString());
        configuration.setBindingsDirectory(directory.resolve("bindings").toString());
        configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
        configuration.setPagingDirectory(directory.resolve("paging").toString());
        configuration.setIDCacheSize(DUPLICATE_IDS_KEPT);
        configuration.setPersistIDCache(true);
        configuration.setMinDiskFree(diskReserveBytes);
        configuration.setDiskScanPeriod(DISK_SCAN_MS);
        configuration.setMqttSessionScanInterval(SESSION_SCAN_MS);
        configuration.setGracefulShutdownEnabled(false);
        acceptors.addTo(configuration);
        configuration.setAddressSettings(Map.of(
                "#",
                standard(),
                "am.#",
                machines(),
                "amsp.#",
                devices(),
                SPARKPLUG,
                devices(),
                "$sys.mqtt.#",
                devices(),
                PartnerQueueSettings.ALL,
                standard(),
                PartnerQueueSettings.IN,
                PartnerQueueSettings.bounded(standard())));
        configuration.registerBrokerPlugin(new PartnerSizeLimit());
        configuration.registerBrokerPlugin(new UsualPriority());
        configuration.registerBrokerPlugin(strangers);
        for (String stage : Flow.QUEUES) {
            configuration.addAddressConfiguration(queue(stage));
        }
        configuration.addAddressConfiguration(queue(Flow.DEAD_LETTER));
        configuration.addAddressConfiguration(expired());
        configuration.addAddressConfiguration(gathering(Flow.REPORTS_ADDRESS, Flow.REPORTS_QUEUE, null));
        configuration.addAddressConfiguration(gathering(Flow.SCANNERS_ADDRESS, Flow.SCANNERS_QUEUE, NO_COMMANDS));
        return configuration;
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    /** A durable queue on all topics of a kind: what devices say while the hub is away waits in it. */
    private static CoreAddressConfiguration gathering(String topics, String queue, @Nullable String filter) {
        return new CoreAddressConfiguration()
                .setName(topics)
                .addRoutingType(RoutingType.MULTICAST)
                .addQueueConfiguration(QueueConfiguration.of(queue)
                        .setAddress(topics)
                        .setRoutingType(RoutingType.MULTICAST)
                        .setFilterString(filter)
                        .setDurable(true));
    }

    /** What expired lately, for operators to look at: a ring, because nobody has to deal with it. */
    private static CoreAddressConfiguration expired() {
        return new CoreAddressConfiguration()
                .setName(EXPIRED)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(EXPIRED)
                        .setAddress(EXPIRED)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)
                        .setRingSize(EXPIRED_KEPT));
    }

    private static AddressSettings standard() {
        return new AddressSettings()
                .setExpiryAddress(SimpleString.of(EXPIRED))
                .setDeadLetterAddress(SimpleString.of(Flow.DEAD_LETTER))
                .setMaxDeliveryAttempts(DELIVERY_ATTEMPTS)
                .setRedeliveryDelay(REDELIVERY_DELAY_MS)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(REDELIVERY_DELAY_MAX_MS)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(ADDRESS_BYTES)
                .setAutoCreateDeadLetterResources(false)
                .setAutoCreateAddresses(false)
                .setAutoCreateQueues(false);
    }

    /** What machines report comes again without end: it comes back only while the database is away. */
    private static AddressSettings machines() {
        return devices().setMaxDeliveryAttempts(-1);
    }

    private static AddressSettings devices() {
        return standard().setAutoCreateAddresses(true).setAutoCreateQueues(true);
    }
}
