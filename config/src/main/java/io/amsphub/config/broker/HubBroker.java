package io.amsphub.config.broker;

import io.amsphub.config.HubSettings;
import io.amsphub.config.tls.HubTls;
import io.amsphub.config.tls.TlsSettings;
import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.partner.PartnerQueueNames;
import io.amsphub.processors.port.PartnerQueues;
import io.amsphub.routes.Flow;
import jakarta.jms.ConnectionFactory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.remoting.server.RemotingService;
import org.apache.activemq.artemis.core.security.impl.SecurityStoreImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artemis in the process: JMS inside the virtual machine, MQTT for machines and AMQP for partners over
 * sockets. CORE and OpenWire are not spoken over any socket.
 *
 * <p>Every stage has a durable queue that exists from the start. The dead-letter queue is one, made
 * here and without a filter, because one that the broker makes by itself filters by an address that
 * messages from wildcard queues do not carry, and loses them.
 */
public final class HubBroker implements PartnerQueues, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubBroker.class);

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
    private static final int ACTIVATION_S = 30;
    private static final long NAMELESS_MS = 15_000;

    /** How many may be connected before each of their messages costs a look into the database. */
    private static final int MACHINES = 20_000;

    private static final int PREFETCH_BYTES = 256 << 10;
    private static final int CONFIRMATION_WINDOW_BYTES = 1 << 20;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final BrokerSecurity security;
    private final Acceptors acceptors;
    private final Strangers strangers;
    private boolean closed;

    /**
     * A broker that keeps its journal in a directory.
     *
     * @param tls with which it speaks TLS beside; null for not at all
     * @param diskReserveBytes below which it takes no messages in
     * @param security who may connect, and do what
     */
    public HubBroker(
            HubSettings.Broker settings,
            TlsSettings tlsSettings,
            @Nullable HubTls tls,
            Path directory,
            long diskReserveBytes,
            BrokerSecurity security) {
        this.security = security;
        this.acceptors = new Acceptors(settings, tlsSettings, tls);
        this.strangers = new Strangers(security.audit());
        server.setConfiguration(configuration(acceptors, directory, diskReserveBytes, strangers));
        server.setSecurityManager(security);
        server.setMbeanServer(ManagementFactory.getPlatformMBeanServer());
    }

    /**
     * Starts the broker.
     *
     * @throws IllegalStateException when it does not start, with the reason
     */
    public synchronized void start() {
        strangers.listen();
        activate();
    }

    /**
     * Starts the broker again when it has ended by itself, as it does when its journal cannot be written: what it had
     * confirmed is in the journal, and whoever was connected comes back. Tries in vain while there is no room.
     */
    public synchronized void revive() {
        if (closed || active()) {
            return;
        }
        LOG.warn("the broker has ended by itself; it is started again");
        try {
            halt();
            activate();
            LOG.info("the broker is back");
        } catch (IllegalStateException e) {
            LOG.warn("the broker does not start yet and is tried again: {}", e.getMessage());
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the embedded server declares
    private void activate() {
        boolean active;
        try {
            server.start();
            active = server.getActiveMQServer().waitForActivation(ACTIVATION_S, TimeUnit.SECONDS);
            RemotingService remoting = server.getActiveMQServer().getRemotingService();
            remoting.addIncomingInterceptor(new ClientIdentifiers(security));
            remoting.addIncomingInterceptor(new MqttLimits(System::nanoTime));
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not start: " + e.getMessage(), e);
        }
        if (!active) {
            throw new IllegalStateException("the broker does not become active: its journal is in use or damaged");
        }
    }

    /** Returns a factory of connections inside the virtual machine. */
    public ConnectionFactory connectionFactory() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                Acceptors.IN_VM, BrokerSecurity.INTERNAL_USER, security.internalPassword());
        factory.setConsumerWindowSize(PREFETCH_BYTES);
        factory.setConfirmationWindowSize(CONFIRMATION_WINDOW_BYTES);
        factory.setDeserializationAllowList("none");
        return factory;
    }

    /** Returns how sessions of the hub with machines on this broker reach it: by MQTT, as the machines do. */
    public BrokerAddress sessionAddress() {
        return new BrokerAddress(acceptors.plainMqtt(), BrokerSecurity.SESSIONS_USER, security.internalPassword());
    }

    /** Returns whether the broker serves. */
    public boolean active() {
        return server.getActiveMQServer().isActive();
    }

    /** Returns how many messages wait in a queue. */
    @Override
    public long waiting(String queue) {
        var located = server.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return located == null ? 0 : located.getMessageCount();
    }

    /** Returns since when the message waits that has waited longest in a queue; empty when none waits. */
    public Optional<Instant> waitingSince(String queue) {
        return Optional.ofNullable(server.getActiveMQServer().locateQueue(SimpleString.of(queue)))
                .flatMap(QueueAge::since);
    }

    /** Returns how many connections there are, by protocol and version: MQTT5, AMQP, and CORE for the hub's own. */
    public Map<String, Long> connections() {
        return server.getActiveMQServer().getRemotingService().getConnections().stream()
                .collect(Collectors.groupingBy(RemotingConnection::getProtocolName, Collectors.counting()));
    }

    /**
     * Returns the messages that are the hub's own, or from and for partners, not those of devices. Given up ones come last:
     * what is given up meanwhile is found among them.
     */
    public List<ArchivedMessage> ownMessages() {
        List<String> queues = new ArrayList<>(Flow.QUEUES);
        for (String name : server.getActiveMQServer().getActiveMQServerControl().getQueueNames()) {
            if (name.startsWith(PartnerQueueNames.ROOT)) {
                queues.add(name);
            }
        }
        queues.add(Flow.DEAD_LETTER);
        return QueueSnapshot.of(queues.stream()
                .map(name -> server.getActiveMQServer().locateQueue(SimpleString.of(name)))
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the embedded server declares
    public void ensure(PartnerQueueNames queues) {
        try {
            for (QueueConfiguration queue : PartnerQueueSettings.queues(queues)) {
                server.getActiveMQServer().createQueue(queue, true);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the queues of a partner cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Ends connections that have not said who they are for a while: the broker lets somebody stay for a minute whose
     * packets it could not read. Notes them, and those that ended so by themselves, in the audit.
     */
    public void cutNameless() {
        strangers.write();
        long before = System.currentTimeMillis() - NAMELESS_MS;
        for (RemotingConnection connection :
                server.getActiveMQServer().getRemotingService().getConnections()) {
            if (connection instanceof MQTTConnection
                    && connection.getClientID() == null
                    && connection.getCreationTime() < before) {
                connection.fail(new ActiveMQException("no CONNECT came"));
            }
        }
    }

    @Override
    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the management of the server declares
    public void disconnect(String userName) {
        ActiveMQServer running = server.getActiveMQServer();
        try {
            if (running.getSecurityStore() instanceof SecurityStoreImpl known) {
                known.invalidateAuthenticationCache();
                known.invalidateAuthorizationCache();
            }
            for (ServerSession session : running.getSessions()) {
                if (userName.equals(session.getUsername())
                        && !security.validateUser(userName, String.valueOf(session.getPassword()))) {
                    running.getActiveMQServerControl()
                            .closeConnectionWithID(String.valueOf(
                                    session.getRemotingConnection().getID()));
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the connections of " + userName + " cannot be ended", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        strangers.leave();
        halt();
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the embedded server declares
    private void halt() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not stop: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(
            Acceptors acceptors, Path directory, long diskReserveBytes, Strangers strangers) {
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
