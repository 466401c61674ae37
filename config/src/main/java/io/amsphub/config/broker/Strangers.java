package io.amsphub.config.broker;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServerLogger;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.LoggerFactory;

/**
 * Who reached a port of the broker and never said who he is, gathered for the audit by address. Of a connection that
 * speaks MQTT the broker tells when it ends; of one whose first bytes are those of no protocol that the port speaks
 * it tells in its log alone.
 */
final class Strangers extends AppenderBase<ILoggingEvent> implements ActiveMQServerPlugin {

    /** What the broker logs of such a connection, and which value of it says where from. */
    private static final Map<String, Integer> LOGGED = Map.of("AMQ224096", 0, "AMQ224126", 1, "AMQ224088", 2);

    private static final int CODE_LENGTH = "AMQ224088".length();
    private static final int MOST = 1000;
    private static final String OTHERS = "others";

    private final Map<String, Integer> gathered = new ConcurrentHashMap<>();
    private final BrokerAudit audit;

    /** Gathers for an audit. */
    Strangers(BrokerAudit audit) {
        this.audit = audit;
    }

    /** Begins to read the log of the broker. */
    void listen() {
        if (LoggerFactory.getLogger(ActiveMQServerLogger.class.getPackageName()) instanceof Logger logger) {
            setContext(logger.getLoggerContext());
            start();
            logger.addAppender(this);
        }
    }

    /** Ends reading the log of the broker. */
    void leave() {
        if (LoggerFactory.getLogger(ActiveMQServerLogger.class.getPackageName()) instanceof Logger logger) {
            logger.detachAppender(this);
        }
    }

    @Override
    public void afterDestroyConnection(RemotingConnection connection) {
        if (connection instanceof MQTTConnection && connection.getClientID() == null) {
            note(connection.getRemoteAddress());
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String message = event.getMessage();
        Integer from = LOGGED.get(message.substring(0, Math.min(CODE_LENGTH, message.length())));
        Object[] values = event.getArgumentArray();
        if (from != null && values != null && from < values.length) {
            note(String.valueOf(values[from]));
        }
    }

    private void note(String remote) {
        String address = host(remote);
        boolean full = gathered.size() >= MOST && !gathered.containsKey(address);
        gathered.merge(full ? OTHERS : address, 1, Integer::sum);
    }

    /** {@code /127.0.0.1:4711} and {@code 127.0.0.1:4711} without the port. */
    private static String host(String remote) {
        String address = remote.startsWith("/") ? remote.substring(1) : remote;
        int port = address.lastIndexOf(':');
        return port < 0 ? address : address.substring(0, port);
    }

    /** Writes down what was gathered. */
    void write() {
        gathered.keySet().forEach(address -> {
            Integer count = gathered.remove(address);
            if (count != null) {
                audit.refused("broker.CONNECT", "broker", "unknown", address, count + " times no valid CONNECT came");
            }
        });
    }
}
