package io.amsphub.config.broker;

import io.amsphub.config.BrokerSettings;
import io.amsphub.config.HubSettings;
import io.amsphub.config.tls.HubTls;
import io.amsphub.config.tls.TlsSettings;
import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.processors.partner.PartnerQueueNames;
import io.amsphub.routes.Flow;
import jakarta.jms.ConnectionFactory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.security.impl.SecurityStoreImpl;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.ServiceRegistry;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.impl.ServiceRegistryImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artemis in the process: JMS inside the virtual machine, MQTT for machines and AMQP for partners over
 * sockets. CORE is spoken over a socket only when the process is a broker and nothing else, and then by hubs only; OpenWire
 * is not.
 */
public final class HubBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(HubBroker.class);

    private static final int ACTIVATION_S = 30;
    private static final long NAMELESS_MS = 15_000;

    static final int PREFETCH_BYTES = 256 << 10;
    static final int CONFIRMATION_WINDOW_BYTES = 1 << 20;

    private final ConfigurationImpl configuration;
    private volatile ActiveMQServer server;
    private final boolean alone;
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
        this(new Acceptors(settings, tlsSettings, tls), directory, diskReserveBytes, security, null);
    }

    private HubBroker(
            Acceptors acceptors,
            Path directory,
            long diskReserveBytes,
            BrokerSecurity security,
            BrokerSettings.@Nullable Role role) {
        this.security = security;
        this.acceptors = acceptors;
        this.strangers = new Strangers(security.audit());
        this.alone = role != null;
        configuration = BrokerConfiguration.of(acceptors, directory, diskReserveBytes, strangers);
        if (role != null) {
            acceptors.addCore(configuration);
            configuration.setHAPolicyConfiguration(BrokerConfiguration.sharing(role));
        }
        server = fresh();
    }

    /** A broker that is a process of its own, maybe with another one that waits until it is gone. */
    public static HubBroker alone(
            HubSettings.Broker settings,
            TlsSettings tlsSettings,
            @Nullable HubTls tls,
            long diskReserveBytes,
            BrokerSecurity security) {
        BrokerSettings own = settings.own();
        return new HubBroker(
                new Acceptors(settings, tlsSettings, tls), own.store(), diskReserveBytes, security, own.role());
    }

    private ActiveMQServer fresh() {
        ServiceRegistry services = new ServiceRegistryImpl();
        services.addIncomingInterceptor(new HubNames(security));
        services.addIncomingInterceptor(new ClientIdentifiers(security));
        services.addIncomingInterceptor(new MqttLimits(System::nanoTime));
        return new ActiveMQServerImpl(
                configuration, ManagementFactory.getPlatformMBeanServer(), security, null, services);
    }

    /**
     * Starts the broker: one in the process of the hub serves when this returns, one that is a process of its own serves
     * when it has the store.
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
            server = fresh();
            activate();
            LOG.info("the broker is back");
        } catch (IllegalStateException e) {
            LOG.warn("the broker does not start yet and is tried again: {}", e.getMessage());
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the server declares
    private void activate() {
        boolean active;
        try {
            server.start();
            active = alone || server.waitForActivation(ACTIVATION_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not start: " + e.getMessage(), e);
        }
        if (!active) {
            throw new IllegalStateException("the broker does not become active: its journal is in use or damaged");
        }
    }

    /** Lets hubs ask and tell this broker things, whenever it serves. */
    public void answer(BrokerControl control) {
        server.registerActivateCallback(new ActivateCallback() {
            @Override
            public void activated() {
                register(control);
            }
        });
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the management of the server declares
    private void register(BrokerControl control) {
        try {
            server.getManagementService()
                    .registerUntypedControl(BrokerControl.NAME, control, new ObjectName("io.amsphub:type=Broker"));
            LOG.info("this broker has the store and serves");
        } catch (Exception e) {
            throw new IllegalStateException("the broker cannot be asked by hubs", e);
        }
    }

    /** Returns whether the broker serves, or waits until it can. */
    public boolean alive() {
        return server.getState() != ActiveMQServer.SERVER_STATE.STOPPED;
    }

    /** Returns a factory of connections inside the virtual machine. */
    @Override
    public ConnectionFactory connectionFactory() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                Acceptors.IN_VM, BrokerSecurity.INTERNAL_USER, security.internalPassword());
        factory.setConsumerWindowSize(PREFETCH_BYTES);
        factory.setConfirmationWindowSize(CONFIRMATION_WINDOW_BYTES);
        factory.setDeserializationAllowList("none");
        return factory;
    }

    @Override
    public BrokerAddress sessionAddress() {
        return new BrokerAddress(acceptors.plainMqtt(), BrokerSecurity.SESSIONS_USER, security.internalPassword());
    }

    /** Returns whether the broker serves. */
    boolean active() {
        return server.isActive();
    }

    @Override
    public Optional<Trouble> trouble() {
        return active()
                ? Optional.empty()
                : Optional.of(new Trouble(
                        "the broker is not active",
                        "its log says why; most often the disk is full or the journal damaged"));
    }

    @Override
    public long waiting(String queue) {
        Queue located = server.locateQueue(SimpleString.of(queue));
        return located == null ? 0 : located.getMessageCount();
    }

    @Override
    public Optional<BrokerFigures> figures(List<String> queues) {
        Map<String, Long> waiting = new HashMap<>();
        Map<String, Instant> since = new HashMap<>();
        for (String name : queues) {
            Queue located = server.locateQueue(SimpleString.of(name));
            if (located != null) {
                waiting.put(name, located.getMessageCount());
                QueueAge.since(located).ifPresent(begun -> since.put(name, begun));
            }
        }
        Map<String, Long> connections = server.getRemotingService().getConnections().stream()
                .collect(Collectors.groupingBy(RemotingConnection::getProtocolName, Collectors.counting()));
        return Optional.of(new BrokerFigures(waiting, since, connections));
    }

    @Override
    public List<ArchivedMessage> ownMessages() {
        List<String> queues = new ArrayList<>(Flow.QUEUES);
        for (String name : server.getActiveMQServerControl().getQueueNames()) {
            if (name.startsWith(PartnerQueueNames.ROOT)) {
                queues.add(name);
            }
        }
        queues.add(Flow.DEAD_LETTER);
        return QueueSnapshot.of(queues.stream()
                .map(name -> server.locateQueue(SimpleString.of(name)))
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the embedded server declares
    public void ensure(PartnerQueueNames queues) {
        try {
            for (QueueConfiguration queue : PartnerQueueSettings.queues(queues)) {
                server.createQueue(queue, true);
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
        for (RemotingConnection connection : server.getRemotingService().getConnections()) {
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
        try {
            if (server.getSecurityStore() instanceof SecurityStoreImpl known) {
                known.invalidateAuthenticationCache();
                known.invalidateAuthorizationCache();
            }
            for (ServerSession session : server.getSessions()) {
                if (userName.equals(session.getUsername())
                        && !security.validateUser(userName, String.valueOf(session.getPassword()))) {
                    server.getActiveMQServerControl()
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
}
