package io.amsphub.config.broker;

import io.amsphub.config.BrokerSettings;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of the hub to a broker that is a process of its own. A connection that breaks is over at once, and who needs
 * one makes the next one, to whichever of the addresses serves; so no call waits for a broker that is away, and nothing is
 * half done on the way over: what was under way in a transaction is delivered again, what was sent without an answer is
 * sent again under its duplicate-detection id. What the URL says of reconnection is not followed.
 */
final class RemoteConnections extends ActiveMQJMSConnectionFactory {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteConnections.class);
    private static final long serialVersionUID = 1L;
    private static final int CONNECT_MS = 3_000;
    private static final long CALL_MS = 10_000;
    private static final long CHECK_MS = 5_000;
    private static final long SILENT_MS = 15_000;
    private static final long PAUSE_NS = 500_000_000L;

    /** Between one address and the next. */
    private static final long NEXT_MS = 20;

    private final transient BrokerSettings settings;

    /** Of these connections are made: one factory makes one at a time, and all want theirs at once when a broker is gone. */
    private final transient Queue<RemoteConnections> idle = new ConcurrentLinkedQueue<>();

    /** What was made here; what is closed is forgotten when the next one is made. */
    private final transient Set<ActiveMQConnection> made = ConcurrentHashMap.newKeySet();

    private volatile boolean resting;

    private RemoteConnections(BrokerSettings settings) {
        super(settings.url(), settings.user(), settings.password());
        this.settings = settings;
    }

    static RemoteConnections to(BrokerSettings settings) {
        RemoteConnections connections = new RemoteConnections(settings);
        connections.setReconnectAttempts(0);
        connections.setInitialConnectAttempts(1);
        connections.setRetryInterval(NEXT_MS);
        connections.setUseTopologyForLoadBalancing(false);
        connections.setCallTimeout(CALL_MS);
        connections.setCallFailoverTimeout(CALL_MS);
        connections.setClientFailureCheckPeriod(CHECK_MS);
        connections.setConnectionTTL(SILENT_MS);
        connections.setConsumerWindowSize(HubBroker.PREFETCH_BYTES);
        connections.setConfirmationWindowSize(HubBroker.CONFIRMATION_WINDOW_BYTES);
        connections.setDeserializationAllowList("none");
        for (TransportConfiguration address : connections.getStaticConnectors()) {
            address.getParams().putIfAbsent(TransportConstants.NETTY_CONNECT_TIMEOUT, CONNECT_MS);
        }
        return connections;
    }

    /** Connects; when that fails, not before a moment has passed, so that who tries again at once does not spin. */
    @Override
    public Connection createConnection(String userName, String password) throws JMSException {
        RemoteConnections free = idle.poll();
        RemoteConnections one = free == null ? to(settings) : free;
        try {
            requireAwake();
            ActiveMQConnection connection = one.connect(userName, password);
            made.removeIf(RemoteConnections::over);
            made.add(connection);
            if (resting) {
                connection.close();
            }
            return connection;
        } catch (JMSException e) {
            LockSupport.parkNanos(PAUSE_NS);
            throw e;
        } finally {
            idle.add(one);
        }
    }

    private void requireAwake() throws JMSException {
        if (resting) {
            throw new JMSException("this node leaves the messages to the others until it reaches the database again");
        }
    }

    private ActiveMQConnection connect(String userName, String password) throws JMSException {
        return (ActiveMQConnection) super.createConnection(userName, password);
    }

    private static boolean over(ActiveMQConnection connection) {
        return connection.getSessionFactory().isClosed();
    }

    /**
     * Ends all connections and makes none, so that the broker has the messages back that were fetched, and other nodes get
     * them; or makes connections again.
     */
    void rest(boolean now) {
        resting = now;
        if (!now) {
            return;
        }
        for (ActiveMQConnection connection : made) {
            try {
                connection.close();
            } catch (JMSException e) {
                LOG.debug("the broker takes the messages back when the connection has been silent for long enough", e);
            }
        }
        made.clear();
    }

    @Override
    public void close() {
        for (RemoteConnections one = idle.poll(); one != null; one = idle.poll()) {
            one.close();
        }
        super.close();
    }
}
