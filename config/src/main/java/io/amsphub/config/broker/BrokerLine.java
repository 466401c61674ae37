package io.amsphub.config.broker;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the management address of a broker that is a process of its own: made when it is needed, dropped when
 * something is wrong with it. Who asks while the broker is away is told so at once, but for one in a second, who tries to
 * reach it. Calls follow each other; who does not get a turn because the broker lets another wait is told that it is away.
 */
final class BrokerLine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLine.class);
    private static final String MANAGEMENT = "activemq.management";
    private static final long AGAIN_NS = 1_000_000_000L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final ServerLocator locator;
    private final String user;
    private final String password;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Open open;
    private long notBefore = System.nanoTime();
    private volatile @Nullable String reason;

    BrokerLine(ServerLocator locator, String user, String password) {
        this.locator = locator;
        this.user = user;
        this.password = password;
    }

    /**
     * Has the broker do something; returns what it answers, null for nothing.
     *
     * @param patience how long to wait for its answer
     * @throws HubException that the broker is away
     * @throws IllegalStateException when the broker refuses, with its words
     */
    @Nullable
    String ask(Duration patience, String operation, String parameter) {
        if (!isTurnWithin(patience)) {
            reason = "it lets others wait for longer than " + patience;
            throw away(null);
        }
        try {
            return answer(patience, operation, parameter);
        } finally {
            turn.unlock();
        }
    }

    private boolean isTurnWithin(Duration patience) {
        try {
            return turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the helper declares
    private @Nullable String answer(Duration patience, String operation, String parameter) {
        ClientMessage reply;
        Object result;
        try {
            Open line = open();
            ClientMessage request = line.session.createMessage(false);
            ManagementHelper.putOperationInvocation(request, BrokerControl.NAME, operation, parameter);
            reply = line.requestor.request(request, patience.toMillis());
            if (reply == null) {
                throw new ActiveMQException("it does not answer within " + patience);
            }
            reply.acknowledge();
            result = ManagementHelper.getResult(reply);
        } catch (HubException e) {
            throw e;
        } catch (Exception e) {
            drop();
            notBefore = System.nanoTime() + AGAIN_NS;
            reason = e.getMessage();
            throw away(e);
        }
        reason = null;
        if (!ManagementHelper.hasOperationSucceeded(reply)) {
            throw new IllegalStateException("the broker refuses to " + operation + ": " + result);
        }
        return result instanceof String text ? text : null;
    }

    /** Returns why the broker could not be asked the last time; null when it could. */
    @Nullable
    String reason() {
        return reason;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what the locator declares
    private Open open() throws Exception {
        Open line = open;
        if (line != null) {
            return line;
        }
        if (System.nanoTime() - notBefore < 0) {
            throw away(null);
        }
        ClientSessionFactory factory = locator.createSessionFactory();
        try {
            ClientSession session = factory.createSession(
                    user, password, false, true, true, false, ActiveMQClient.DEFAULT_ACK_BATCH_SIZE);
            session.start();
            line = new Open(factory, session, new ClientRequestor(session, MANAGEMENT));
        } catch (Exception e) {
            factory.close();
            throw e;
        }
        open = line;
        return line;
    }

    private void drop() {
        Open line = open;
        open = null;
        if (line != null) {
            line.factory.close();
        }
    }

    private HubException away(@Nullable Exception cause) {
        HubException away = new HubException(
                        FailureCode.BROKER_AWAY,
                        "what this needs of the broker cannot be done at the moment",
                        null,
                        "repeat the request later; operators see the reason in the health check hub-broker")
                .retryAfter(RETRY_AFTER);
        if (cause != null) {
            LOG.debug("the broker is away", cause);
            away.initCause(cause);
        }
        return away;
    }

    /** Ends what others wait for, too. */
    @Override
    public void close() {
        boolean own = isTurnWithin(GOODBYE);
        locator.close();
        if (own) {
            drop();
            turn.unlock();
        }
    }

    private record Open(ClientSessionFactory factory, ClientSession session, ClientRequestor requestor) {}
}
