package io.amsphub.connectors.printer;

import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.BrokerListener;
import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.SessionDialect;
import io.amsphub.processors.port.TopicDialect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the session with one machine: its visits, what it hears and what it is told, never two at once.
 */
final class DeviceWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceWorker.class);
    private static final int MESSAGES = 2000;

    private final Device device;
    private final SessionServices services;
    private final DeviceSession session;
    private final SerialExecutor turns;
    private final Leases.Hold hold;
    private final String lease;
    private final @Nullable AutoCloseable subscription;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean visiting = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable Instant visitedAt;
    private volatile boolean closed;
    private volatile boolean lost;

    private DeviceWorker(
            Device device,
            SessionServices services,
            DeviceSession session,
            Executor pool,
            @Nullable BrokerAddress broker,
            Leases.Hold hold) {
        this.hold = hold;
        this.lease = lease(device);
        this.device = device;
        this.services = services;
        this.session = session;
        this.turns = new SerialExecutor(pool);
        List<String> filters = session.filters();
        this.subscription = broker == null || filters.isEmpty()
                ? null
                : services.brokers()
                        .listen(
                                broker,
                                device.topicRoot(),
                                filters,
                                session instanceof TopicBridge ? 1 : 0,
                                new Listening());
    }

    /**
     * Returns the name of the lease under which a machine is gone to. Machines on a broker of their own share one, because
     * the hub is one client of such a broker, which keeps for it what they say meanwhile; those that speak Sparkplug on the
     * hub's own do, too, because the hub is one host application there.
     */
    static String lease(Device device) {
        Connection connection = device.connection();
        if (connection != null && connection.broker() != null) {
            return "session at " + new BrokerAddress(connection.broker(), connection.user(), null);
        }
        return device.dialect().equals(SparkplugDialect.NAME)
                ? "session of " + SparkplugDialect.NAME
                : "session " + device.id();
    }

    /** Opens the session with a machine; empty when the lease for it has gone elsewhere. */
    static Optional<DeviceWorker> open(Device device, PrinterDialect dialect, SessionServices services, Executor pool) {
        Leases.Hold hold = services.leases().occupy(lease(device)).orElse(null);
        if (hold == null) {
            return Optional.empty();
        }
        boolean opened = false;
        try {
            DeviceWorker worker = opened(device, dialect, services, pool, hold);
            opened = true;
            return Optional.of(worker);
        } finally {
            if (!opened) {
                hold.close();
            }
        }
    }

    private static DeviceWorker opened(
            Device device, PrinterDialect dialect, SessionServices services, Executor pool, Leases.Hold hold) {
        BrokerAddress broker = broker(device.connection(), services);
        SessionLine line = new SessionLine(device, services, broker);
        DeviceSession session;
        if (dialect instanceof SessionDialect sessions) {
            session = sessions.open(device, line);
        } else {
            session = new TopicBridge(device, line, (TopicDialect) dialect, services.reports(), services.hubUrl());
        }
        DeviceWorker worker = new DeviceWorker(device, services, session, pool, broker, hold);
        line.onWake(worker::visitSoon);
        return worker;
    }

    private static BrokerAddress broker(@Nullable Connection connection, SessionServices services) {
        return connection == null || connection.broker() == null
                ? services.ownBroker()
                : new BrokerAddress(connection.broker(), connection.user(), connection.secret());
    }

    /** Returns whether the session is still the right one. */
    boolean serves(Device now) {
        return now.dialect().equals(device.dialect())
                && java.util.Objects.equals(now.connection(), device.connection())
                && now.equipment().equals(device.equipment())
                && now.materials().equals(device.materials());
    }

    /** Visits the machine when it is time. */
    void visitWhenDue(Instant now) {
        Instant last = visitedAt;
        boolean due = last == null || !last.plus(services.pace().visit()).isAfter(now);
        if (due && visiting.compareAndSet(false, true)) {
            turn(() -> {
                try {
                    session.visit();
                } finally {
                    visitedAt = services.clock().instant();
                    visiting.set(false);
                }
            });
        }
    }

    /** Visits the machine as soon as it is its turn; whoever asks before that turn asks for the same visit. */
    private void visitSoon() {
        if (woken.compareAndSet(false, true)) {
            turn(() -> {
                woken.set(false);
                session.visit();
            });
        }
    }

    /** Tells the machine something, unless that is under way. */
    void tell(Commands.Waiting waiting) {
        String id = waiting.command().id();
        if (inHand.add(id)) {
            turn(() -> {
                try {
                    if (session.tell(waiting.command(), waiting.begun()) == DeviceSession.Told.DONE) {
                        services.unitOfWork().run(() -> services.commands().done(id));
                    }
                } finally {
                    inHand.remove(id);
                }
            });
        }
    }

    /** Returns whether this node still has the lease. */
    boolean leased() {
        return !lost && services.leases().holds(lease);
    }

    private void turn(Runnable task) {
        turns.execute(() -> {
            if (!closed) {
                try {
                    lost |= !services.leases().within(lease, task);
                } catch (HubException e) {
                    LOG.warn(
                            "{}: {} Remedy: {}",
                            device.id(),
                            e.getMessage(),
                            e.problem().remedy());
                } catch (AwayException e) {
                    LOG.debug("{}: the next visit sees to it", device.id(), e);
                }
            }
        });
    }

    /** Ends the session and lets another node go to the machine. */
    void leave() {
        close();
        services.leases().giveBack(lease);
    }

    /** Takes no further turns. */
    void stop() {
        closed = true;
    }

    @Override
    public void close() {
        stop();
        AutoCloseable leaving = subscription;
        if (leaving != null) {
            closeQuietly(leaving);
        }
        closeQuietly(session);
        hold.close();
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // that is what AutoCloseable declares
    private void closeQuietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            LOG.warn("{}: a session did not close", device.id(), e);
        }
    }

    /** What the broker says; only storing happens on its thread. */
    private final class Listening implements BrokerListener {

        @Override
        public void up() {
            turn(() -> session(true, "connected"));
            visitedAt = null;
        }

        @Override
        public void down(String why) {
            turn(() -> session(false, why));
        }

        private void session(boolean up, String why) {
            services.reports()
                    .take(new DeviceReport.Session(device.id(), services.clock().instant(), up, why));
        }

        @Override
        public void message(String topic, String payload, boolean retained) {
            DeviceSession.Message message =
                    new DeviceSession.Message(topic.substring(device.topicRoot().length() + 1), payload, retained);
            if (session.answer(message)) {
                return;
            }
            if (turns.waiting() > MESSAGES) {
                LOG.warn("{} says more than the hub can take in; its next visit sets that right", device.id());
                return;
            }
            turn(() -> session.heard(message));
        }
    }
}
