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
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.SessionDialect;
import io.amsphub.processors.port.TopicDialect;
import java.time.Instant;
import java.util.List;
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
    private final @Nullable AutoCloseable subscription;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean visiting = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable Instant visitedAt;
    private volatile boolean closed;

    private DeviceWorker(
            Device device,
            SessionServices services,
            DeviceSession session,
            Executor pool,
            @Nullable BrokerAddress broker) {
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

    /** Opens the session with a machine. */
    static DeviceWorker open(Device device, PrinterDialect dialect, SessionServices services, Executor pool) {
        BrokerAddress broker = broker(device.connection(), services);
        SessionLine line = new SessionLine(device, services, broker);
        DeviceSession session;
        if (dialect instanceof SessionDialect sessions) {
            session = sessions.open(device, line);
        } else {
            session = new TopicBridge(device, line, (TopicDialect) dialect, services.reports(), services.hubUrl());
        }
        DeviceWorker worker = new DeviceWorker(device, services, session, pool, broker);
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

    private void turn(Runnable task) {
        turns.execute(() -> {
            if (!closed) {
                try {
                    task.run();
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
